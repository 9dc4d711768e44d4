import { BlockList, isIP } from 'node:net'
import type { IncomingMessage } from 'node:http'

/** What the names stand for. */
const RANGES: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}
/** Proxies are few; whoever else sends addresses must not fill our memory. */
const MAX_REMEMBERED = 1_000

/**
 * Whose word about a client is believed: addresses and networks. An IPv4 address that is written as an IPv6 one
 * is the IPv4 address.
 */
export function trustedProxies(proxies: readonly string[]): (address: string) => boolean {
  if (proxies.length === 0) return () => false
  const list = new BlockList()
  for (const network of proxies.flatMap((proxy) => RANGES[proxy] ?? [proxy])) add(list, network)
  const remembered = new Map<string, boolean>()
  return (address) => {
    const known = remembered.get(address)
    if (known !== undefined) return known
    const version = isIP(address)
    const isTrusted = version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6')
    if (remembered.size < MAX_REMEMBERED) remembered.set(address, isTrusted)
    return isTrusted
  }
}

function add(list: BlockList, network: string): void {
  const [address, bits] = network.split('/') as [string, string?]
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
  if (bits === undefined) list.addAddress(address, family)
  else list.addSubnet(address, Number(bits), family)
}

/**
 * Brings what a trusted proxy said into the one form that the server reads, X-Forwarded-For with bare addresses; the
 * server then takes the rightmost that is no proxy of ours. A `Forwarded` (RFC 7239) counts where there is no
 * X-Forwarded-For. Where both are there and differ, one of them came from the client as it is, and nobody knows which:
 * then neither is believed, and the proxy's own address counts.
 */
export function readForwarded({ headers }: IncomingMessage): void {
  const stated = headers['x-forwarded-for']
  const plain = typeof stated === 'string' ? hops(stated) : null
  const standard = headers.forwarded === undefined ? null : parseForwarded(headers.forwarded)
  if (plain && standard && standard.addresses.at(-1) !== plain.at(-1)) {
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto']) delete headers[name]
    return
  }
  const addresses = plain ?? standard?.addresses
  if (addresses && addresses.length > 0) headers['x-forwarded-for'] = addresses.join(', ')
  if (plain || !standard) return
  if (standard.host !== null) headers['x-forwarded-host'] = standard.host
  if (standard.proto !== null) headers['x-forwarded-proto'] = standard.proto
}

function hops(text: string): string[] {
  return text.split(',').map((part) => bareAddress(part.trim()))
}

/** `192.0.2.1:4711`, `[2001:db8::1]:4711` and `"[2001:db8::1]"` → the address; anything else as it is. */
function bareAddress(text: string): string {
  const unquoted = text.replace(/^"(.*)"$/, '$1')
  const match = /^\[([^\]]*)\](?::\d+)?$/.exec(unquoted) ?? /^([\d.]+):\d+$/.exec(unquoted)
  return match ? match[1]! : unquoted
}

interface Forwarded {
  readonly addresses: readonly string[]
  /** Of the nearest proxy that said so. */
  readonly host: string | null
  readonly proto: string | null
}

function parseForwarded(text: string): Forwarded {
  const elements = text.split(',').map((element) => new Map(element.split(';').map(parsePair)))
  const nearest = elements.at(-1)
  return {
    addresses: elements.flatMap((element) => element.get('for') ?? []),
    host: nearest?.get('host') ?? null,
    proto: nearest?.get('proto') ?? null,
  }
}

function parsePair(pair: string): [string, string] {
  const [name = '', value = ''] = pair.split('=', 2)
  const key = name.trim().toLowerCase()
  return [key, key === 'for' ? bareAddress(value.trim()) : value.trim().replace(/^"(.*)"$/, '$1')]
}
