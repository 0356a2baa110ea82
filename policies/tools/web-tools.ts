// OpenClaw's tools that reach the web: to public addresses alone.
import type { Resource } from '../resources/resource.ts'
import {
  acts,
  type Call,
  described,
  oneOf,
  opens,
  plain,
  says,
  sendsOrOpens,
  type Tool,
  writes,
} from './tool.ts'

const fetched: Tool = {
  parameters: {
    ...described('url urls', opens),
    ...described('extractMode maxChars maxBytes timeoutMs', plain),
  },
  needs: ['url'],
  looks: true,
}

const search: Tool = {
  parameters: {
    query: says,
    ...described(
      'count country language freshness date_after date_before search_lang ui_lang domain_filter max_tokens max_tokens_per_page limit',
      plain,
    ),
    ...described(
      'allowed_x_handles excluded_x_handles from_date to_date enable_image_understanding enable_video_understanding',
      plain,
    ),
  },
  looks: true,
}

const looking =
  /^(doctor|status|start|stop|profiles|tabs|focus|close|snapshot|screenshot|console|requests|errors|text)$/
const opening = /^(open|navigate)$/
const actions =
  'doctor status start stop profiles importprofile tabs open focus close snapshot screenshot navigate console requests errors text emulate pdf download waitfordownload upload dialog act'

/** Opening a page is like fetching it; what is done on a page is done in somebody's name. */
const browser: Tool = {
  parameters: {
    action: oneOf(...actions.split(' ')),
    ...described('url targetUrl', opens),
    paths: sendsOrOpens,
    path: writes,
    ...described(
      'target dashboard node profile browser systemProfile into domains label limit maxChars mode snapshotFormat refs interactive compact depth frame labels urls fullPage element type level filter clear query device colorScheme timezoneId locale inputRef dialogId accept promptText kind targetId ref actions stopOnError doubleClick button modifiers x y text submit slowly key delayMs startRef endRef values fields width height timeMs selector loadState textGone timeoutMs fn request',
      plain,
    ),
  },
  together: ({ action, target, node }: Call): Resource[] => {
    const what = String(action ?? 'browser')
    const plainLook = looking.test(what) || opening.test(what)
    return plainLook && target !== 'node' && node === undefined ? [] : [acts(what)]
  },
}

const canvas: Tool = {
  parameters: {
    action: oneOf('present', 'hide', 'navigate', 'eval', 'snapshot', 'a2ui_push', 'a2ui_reset'),
    ...described('url', opens),
    target: plain,
    ...described('node x y width height timeoutMs', plain),
  },
  together: ({ action }) => [acts(String(action ?? 'canvas'))],
}

export const webTools: Record<string, Tool> = {
  web_fetch: fetched,
  web_search: search,
  x_search: search,
  browser,
  canvas,
}
