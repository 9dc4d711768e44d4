import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { Manifest, Workload } from '../../support/manifests/manifest.ts'
import { ofKind, workloads } from '../../support/manifests/manifest.ts'
import { musterMain } from '../../support/muster-process.ts'

/** By name, then by key. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface Pod {
  readonly workload: Workload
  readonly output: { text: string }
  /** The exit code. */
  readonly ended: Promise<number | null>
  kill(signal: NodeJS.Signals): void
  /** Asks the port of that name, as the kubelet and Prometheus do. */
  get(port: string, path: string): Promise<Response>
  port(name: string): number
}

export interface PodOptions {
  readonly manifests: readonly Manifest[]
  /** The beginning of the name of its Deployment or Job. */
  readonly name: string
  readonly secrets: Secrets
  /** Ports here of the Services there. */
  readonly services?: Readonly<Record<string, number>>
}

/**
 * Runs the container of a manifest here: its volumes are folders, its environment and command are as they are
 * written. Only the addresses differ, for the machine of a test has one network for all.
 */
export async function withPod<T>(options: PodOptions, use: (pod: Pod) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-pod-'))
  const pod = await startPod(folder, options)
  try {
    return await use(pod)
  } finally {
    pod.kill('SIGKILL')
    await pod.ended
    rmSync(folder, { recursive: true })
  }
}

async function startPod(folder: string, { manifests, name, secrets, services = {} }: PodOptions): Promise<Pod> {
  const workload = workloads(manifests).find(({ manifest }) => manifest.metadata.name.startsWith(name))!
  const [container] = workload.pod.containers
  const ports = new Map<string, number>()
  for (const { name } of container!.ports ?? []) ports.set(name!, await freePort())
  const here = (path: string): string => join(folder, path)
  for (const { name, mountPath } of container!.volumeMounts ?? []) {
    const volume = workload.pod.volumes!.find((one) => one.name === name)!
    writeVolume(here(mountPath), onLoopback(filesOf(volume, manifests, secrets), container!.ports ?? [], ports))
  }
  const mounts = (container!.volumeMounts ?? []).map(({ mountPath }) => mountPath)
  const valueHere = (value: string): string => {
    if (mounts.some((mount) => value.startsWith(mount))) return here(value)
    const port = services[value.replace('http://', '')]
    return port === undefined ? value : `http://127.0.0.1:${port}`
  }
  const env = (container!.env ?? []).map(({ name, value = '' }) => [name, valueHere(value)])
  const child = spawn(process.execPath, programHere(container!.command!), {
    env: { PATH: process.env['PATH'], ...Object.fromEntries(env) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { text: '' }
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output.text += text))
  const port = (name: string): number => ports.get(name)!
  return {
    workload,
    output,
    ended: new Promise((resolve) => child.once('close', resolve)),
    kill: (signal) => void child.kill(signal),
    port,
    get: (name, path) => fetch(`http://127.0.0.1:${port(name)}${path}`),
  }
}

/** The two programs that the image has. */
function programHere([program, ...args]: readonly string[]): string[] {
  if (program === 'node') return args
  if (program === 'muster') return ['--conditions=muster-source', musterMain, ...args]
  throw new Error(`The image has no ${program}`)
}

/** Waits for an answer of that status, as the startup probe does. */
export async function untilAnswers(pod: Pod, path: string, status: number, port = 'http'): Promise<Response> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await pod.get(port, path).catch(() => null)
    if (answer?.status === status) return answer
    const code = await Promise.race([pod.ended, sleep(100).then(() => 'runs' as const)])
    if (code !== 'runs') throw new Error(`It ended with ${code}: ${pod.output.text}`)
  }
  throw new Error(`${path} never answered ${status}: ${pod.output.text}`)
}

type Files = Readonly<Record<string, string>>

function filesOf({ configMap, projected }: IVolume, manifests: readonly Manifest[], secrets: Secrets): Files {
  if (configMap)
    return ofKind<IConfigMap>(manifests, 'ConfigMap').find((one) => one.metadata.name === configMap.name)!.data!
  const sources = projected?.sources ?? []
  return Object.fromEntries(
    sources.flatMap(({ secret }) =>
      (secret!.items ?? []).flatMap(({ key, path }) => {
        const value = secrets[secret!.name!]?.[key]
        if (value === undefined && secret!.optional !== true) throw new Error(`No Secret ${secret!.name} with ${key}`)
        return value === undefined ? [] : [[path, value] as const]
      }),
    ),
  )
}

/** As the kubelet writes them: the names are links into a folder that is exchanged as a whole. */
function writeVolume(folder: string, files: Files): void {
  mkdirSync(join(folder, '..2026_01_01'), { recursive: true })
  symlinkSync('..2026_01_01', join(folder, '..data'))
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, '..data', name), text)
    symlinkSync(`..data/${name}`, join(folder, name))
  }
}

function onLoopback(
  files: Files,
  declared: readonly { name?: string; containerPort: number }[],
  ports: ReadonlyMap<string, number>,
): Files {
  const moved = Object.entries(files).map(([name, text]) => {
    const port = name.endsWith('_PORT') && declared.find(({ containerPort }) => `${containerPort}` === text)
    return [name, port ? `${ports.get(port.name!)}` : name === 'MUSTER_HOST' ? '127.0.0.1' : text]
  })
  return Object.fromEntries(moved)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
