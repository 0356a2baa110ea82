// Why: pictures. The page loads nothing from elsewhere (its Content-Security-Policy sees to it), so a picture from
// another host is shown as its description.
import type { ImageBlock, ImageElement } from '@slack/types'
import { useState } from 'react'
import { PlainText } from '../text/text.tsx'

export function ImageView({ image }: { image: ImageBlock }) {
  return (
    <figure>
      {image.title ? (
        <figcaption>
          <PlainText text={image.title.text} />
        </figcaption>
      ) : null}
      <Picture image={image} className="picture" />
    </figure>
  )
}

export function Picture({ image, className }: { image: ImageBlock | ImageElement; className: string }) {
  const [failed, setFailed] = useState(false)
  const source = 'image_url' in image ? image.image_url : undefined
  if (!source || failed) {
    return (
      <span className={`${className} picture-missing`} role="img" aria-label={image.alt_text}>
        {image.alt_text}
      </span>
    )
  }
  return <img className={className} src={source} alt={image.alt_text} onError={() => setFailed(true)} />
}
