// Recognises commands that destroy disks or whole systems.
import { posix } from 'node:path'
import { commandsIn, type Piece, programName } from './pieces.ts'

const disk = /^(of=)?\/dev\/(sd|hd|vd|xvd|nvme|mmcblk|disk|rdisk|md|dm-|mapper|loop|mem|kmem|root)/i
const systemFolders = new Set(
  '/ /bin /boot /dev /etc /home /lib /lib32 /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /usr /usr/bin /usr/lib /usr/local /usr/sbin /usr/share /var /var/lib /var/log /applications /library /system /users /volumes /private /private/etc /private/var'.split(
    ' ',
  ),
)

/** Whether the path is the root, somebody's whole home, a system folder or all that is in one of them. */
const isVital = (path: string, folder: string): boolean => {
  const spelled = path
    .replaceAll('\\', '/')
    .replace(/\$\{?HOME\}?|^~[\w.-]*/i, '/root')
    .replace(/\$\{?(PWD|OLDPWD)\}?/, '.')
  if (
    /^[a-z]:\/?(windows|users)?\/?\*?$/i.test(spelled) ||
    /^%(systemroot|systemdrive|userprofile|homedrive)%/i.test(spelled)
  )
    return true
  const absolute = spelled.startsWith('/') ? spelled : posix.join(folder || '.', spelled)
  // Three folders up from an unknown place may be anywhere, the root included.
  if (!absolute.startsWith('/')) return /^(\.\.\/?){3,}\*?$/.test(absolute)
  const whole =
    posix
      .normalize(absolute)
      .toLowerCase()
      .replace(/(\/+(\.?\*+|\.\[?!?\.?\]?\*))+\/*$/, '')
      .replace(/(?<=.)\/+$/, '') || '/'
  // A wildcard right under the root can be any system folder.
  return systemFolders.has(whole) || /^\/(home|users)\/[^/]+$/.test(whole) || /^\/[^/]*[*?[]/.test(whole)
}

const isOption = (word: string) => word.startsWith('-') || /^\/[a-z]$/i.test(word)
const hasFlag = (args: string[], letters: RegExp, long: RegExp) =>
  args.some((arg) => (arg.startsWith('--') ? long.test(arg) : arg.startsWith('-') && letters.test(arg)))
const recursive = (args: string[]) =>
  hasFlag(args, /[rR]/, /^--r/) || args.some((arg) => /^(\/s|-recurse)$/i.test(arg))

/** Tests that narrow what `find` finds; without them it finds everything. */
const findTests = /^-(i?name|i?path|i?regex|m(time|min)|a(time|min)|c(time|min)|newer|size|user|empty|inum)/

const wipers: Record<string, (args: string[]) => boolean> = {
  fdisk: (args) => args.some((arg) => disk.test(arg)) && !args.includes('-l'),
  sfdisk: (args) => args.some((arg) => disk.test(arg)) && !hasFlag(args, /[ld]/, /^--(list|dump)/),
  gdisk: (args) => args.some((arg) => disk.test(arg)) && !args.includes('-l'),
  sgdisk: (args) => !hasFlag(args, /^-[pi]$/, /^--(print|info)/),
  parted: (args) => args.some((arg) => /^(mklabel|mktable|mkpart|rm)$/.test(arg)),
  cryptsetup: (args) => args.some((arg) => /^(luksformat|lukserase|erase|reencrypt)$/i.test(arg)),
  hdparm: (args) => args.some((arg) => arg.startsWith('--security-erase') || arg.startsWith('--trim')),
  nvme: (args) => ['format', 'sanitize', 'write-zeroes'].includes(args[0] ?? ''),
  diskutil: (args) => /^(erase|partition|zero|randomdisk|secureerase|reformat)/i.test(args[0] ?? ''),
  mdadm: (args) => args.includes('--zero-superblock'),
  zpool: (args) => args[0] === 'destroy',
  vssadmin: (args) => /^delete$/i.test(args[0] ?? ''),
  wbadmin: (args) => /^delete$/i.test(args[0] ?? ''),
  wmic: (args) => args.some((arg) => /^shadowcopy$/i.test(arg)) && args.some((arg) => /^delete$/i.test(arg)),
  tmutil: (args) => /^delete/i.test(args[0] ?? ''),
  format: (args) => args.some((arg) => /^[a-z]:\/?\\?$/i.test(arg)),
  'format-volume': () => true,
  'clear-disk': () => true,
}
const alwaysWipe =
  /^(mkfs(\..*)?|mke2fs|mkdosfs|mkntfs|wipefs|blkdiscard|diskpart|badblocks|lvremove|vgremove|pvremove)$/
const writesFiles = new Set([
  'dd',
  'dcfldd',
  'ddrescue',
  'tee',
  'cp',
  'mv',
  'shred',
  'truncate',
  'install',
  'pv',
  'scrub',
  'ln',
])

const destroysAll = ([program, ...args]: string[], folder: string): string | undefined => {
  const name = programName(program)
  const targets = args.filter((arg) => !isOption(arg))
  const vital = targets.find((target) => isVital(target, folder))
  if (alwaysWipe.test(name) && !args.includes('--help')) return `${name} wipes a disk`
  if (Object.hasOwn(wipers, name) && wipers[name]!(args)) return `${name} wipes a disk`
  if (writesFiles.has(name)) {
    const target = (name === 'dd' ? args.filter((arg) => arg.startsWith('of=')) : targets).find((arg) =>
      disk.test(arg),
    )
    if (target && !(name === 'cp' && target !== targets.at(-1)))
      return `${name} overwrites ${target.replace('of=', '')}`
  }
  if (
    /^(rm|rmdir|rd|del|erase|unlink|remove-item|ri|srm|rimraf|trash)$/.test(name) ||
    (name === 'shred' && vital)
  ) {
    if (args.includes('--no-preserve-root')) return 'rm without its safety catch'
    if (vital && (recursive(args) || /^(rimraf|unlink)$/.test(name) || /[*?]/.test(vital)))
      return `${name} deletes ${vital}`
  }
  if (/^(chmod|chown|chgrp)$/.test(name) && vital && hasFlag(args, /R/, /^--recursive/))
    return `${name} on all of ${vital}`
  if (name === 'mv' && targets.slice(0, -1).some((target) => isVital(target, folder)))
    return `mv takes ${vital} away`
  if (name === 'rsync' && hasFlag(args, /^$/, /^--del/) && isVital(targets.at(-1) ?? '', folder))
    return `rsync deletes in ${targets.at(-1)}`
  if (name === 'find' && vital && !args.some((arg) => findTests.test(arg))) {
    const deletes =
      args.includes('-delete') || args.some((arg) => /^(rm|shred|unlink)$/.test(programName(arg)))
    if (deletes) return `find deletes ${vital}`
  }
  return undefined
}

/** What these commands, run one after the other, would destroy, in words. `folder` is where the first one runs. */
export const destroys = (pieces: readonly Piece[], folder: string): string | undefined => {
  let here = folder
  let listsVital = false
  for (const piece of pieces) {
    const target = piece.writesTo.find((file) => disk.test(file))
    if (target) return `writes over ${target}`
    const found = commandsIn(piece)
      .map((words) => destroysAll(words, here))
      .find(Boolean)
    if (found) return found
    const [program, ...args] = piece.words
    if (
      piece.piped &&
      listsVital &&
      piece.words.some((word) => /^(rm|shred|unlink)$/.test(programName(word)))
    )
      return 'deletes every file of the system'
    listsVital =
      ['find', 'ls'].includes(programName(program)) &&
      args.some((arg) => isVital(arg, here)) &&
      !args.some((arg) => findTests.test(arg))
    if (/^(cd|pushd)$/.test(programName(program)))
      here = args[0] === undefined ? '/root' : args[0].replace(/^~|\$\{?HOME\}?/, '/root')
  }
  return undefined
}
