// Tells by its name whether a file is likely to hold keys or passwords; when in doubt, it does.
import { pathNames } from './file-path.ts'

const secretFolders =
  /(^|\/)(\.ssh|\.aws|\.gnupg|\.kube|\.docker|\.azure|\.gcloud|\.config\/(gcloud|gh|hub|rclone)|\.openclaw(?!\/workspace)|\.password-store|keychains|keyrings|secrets?|credentials?|run\/secrets|\.git\/config)(\/|$)/
const secretNames =
  /^(\.env.*|.*\.env|\.envrc|\.netrc|_netrc|\.npmrc|\.pypirc|\.pgpass|\.my\.cnf|\.htpasswd|\.git-credentials|\.vault-token|\.dockercfg|\.(bash|zsh|sh|python|mysql|psql|node_repl)_history|\.zhistory|id_(rsa|dsa|ecdsa|ed25519)(?!\.pub$).*|authorized_keys|g?shadow-?|sudoers|openclaw\.json|auth-profiles\.json|terraform\.tfstate.*|.*\.tfvars|wallet\.dat|.*\.(pem|key|p12|pfx|jks|keystore|kdbx?|ppk|asc|gpg|ovpn))$/
const secretWords =
  /secret|credential|passw|passphrase|private[-_.]?key|api[-_.]?key|service[-_.]?account|(^|[-_.])tokens?([-_.]|$)/
/** A process's environment and memory, and disks read raw, hold every secret at once. */
const secretDevices =
  /^(proc\/[^/]+\/(environ|mem|maps|fd|root|cwd|cmdline)|dev\/(mem|kmem|sd|nvme|vd|hd|xvd|mapper|disk|dm-))/

/** Whether the path, or any folder on the way, is named like something secret. A glob counts for all that it could match. */
export const namesSecret = (path: string): boolean => {
  const names = pathNames(path)
  const whole = names.join('/')
  return (
    secretFolders.test(whole) ||
    secretDevices.test(whole) ||
    names.some((name) => secretNames.test(name) || secretWords.test(name))
  )
}
