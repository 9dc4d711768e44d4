import { isIP } from 'node:net'

/** An address of this machine to listen on, or a name that stands for one. */
export function parseAddress(text: string): string {
  const address = text.replace(/^\[(.*)\]$/, '$1')
  if (isIP(address) || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(address)) return address
  throw new Error(`has to be an address such as 127.0.0.1, 0.0.0.0 or ::, not "${text}"`)
}

export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}

export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  if (port < 0 || port > 65_535) throw new Error(`has to be a number from 0 to 65535, not "${text}"`)
  return port
}

/** Names of ranges that the HTTP server knows. */
const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal']

/** Addresses and networks, separated by commas or spaces. */
export function parseProxies(text: string): readonly string[] {
  const proxies = text.split(/[\s,]+/).filter((part) => part !== '')
  const wrong = proxies.find((proxy) => !NAMED_RANGES.includes(proxy) && !isNetwork(proxy))
  if (wrong !== undefined)
    throw new Error(
      `has to list addresses, networks such as 10.0.0.0/8, or ${NAMED_RANGES.join(', ')}; "${wrong}" is none`,
    )
  return Object.freeze(proxies)
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}
