/** A name that holds a mail address, as old login names do, without the part that mail could be sent to. */
export function withoutAddress(name: string): string {
  return name.replaceAll(/@[^\s@<>()[\]"',;:]+/g, '@…')
}
