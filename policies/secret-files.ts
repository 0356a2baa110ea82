// Tells by its name whether a file surely holds keys or passwords: such a file never leaves the machine.
import { pathNames } from './resources/path.ts'

const secretFolders =
  /(^|\/)(\.ssh|\.aws|\.gnupg|\.kube|\.docker|\.azure|\.gcloud|\.config\/(gcloud|gh|hub|rclone)|\.openclaw(?!\/workspace)|\.password-store|keychains|keyrings|secrets?|credentials?|run\/secrets|\.git\/config)(\/|$)/
const secretNames =
  /^(\.env.*|.*\.env|\.envrc|\.netrc|_netrc|\.npmrc|\.pypirc|\.pgpass|\.my\.cnf|\.htpasswd|\.git-credentials|\.vault-token|\.dockercfg|\.(bash|zsh|sh|python|mysql|psql|node_repl)_history|\.zhistory|id_(rsa|dsa|ecdsa|ed25519)(?!\.pub$).*|authorized_keys|g?shadow(-|\.\w+)?|sudoers|kubeconfig|k3s\.yaml|\.boto|\.s3cfg|\.dockerconfigjson|\.mylogin\.cnf|\.fetchmailrc|\.terraformrc|\.databrickscfg|\.flaskenv|\.vault_pass.*|rclone\.conf|wg\d+\.conf|logins\.json|login data|wp-config\.php|openclaw\.json|auth-profiles\.json|(.*\.)?tfstate(\..*)?|.*\.tfvars(\.json)?|wallet\.dat|.*\.(pem|key|p8|p12|pfx|jks|bks|keystore|keytab|kdbx?|ppk|asc|gpg|agekey|ovpn)(\.(bak|old|orig))?)$/
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
