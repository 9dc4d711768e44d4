import { spawn } from 'node:child_process'
import { existsSync, watch } from 'node:fs'
import { resolve } from 'node:path'
import { root } from './install.mjs'

const FOLDERS = ['src', 'trackers', 'public', 'db']
/** Editors write a file in several steps. */
const SETTLE_MS = 150
const IGNORED = /(^|[\\/])(node_modules|\.git|data|dist)([\\/]|$)|~$|\.sw[a-z]$|\.test\.ts$/

/** Starts the program again whenever a file that it may have loaded changes, the tracker's folder included. */
export function watchAndRestart(describe) {
  let child = start()
  let timer
  let isRestarting = false
  let isEnding = false

  function start() {
    const { program, args, env } = describe()
    const started = spawn(program, args, { stdio: 'inherit', env })
    started.on('exit', (code) => {
      if (isRestarting || isEnding) return
      console.log(`Muster ended (exit code ${code}); waits for a change`)
    })
    return started
  }

  function restart(file) {
    console.log(`${file} changed; starts again`)
    isRestarting = true
    const again = () => {
      isRestarting = false
      child = start()
    }
    if (child.exitCode !== null || child.signalCode !== null) return again()
    child.once('exit', again)
    child.kill('SIGTERM')
  }

  for (const folder of watchedFolders())
    watch(folder, { recursive: true }, (_event, file) => {
      if (!file || IGNORED.test(file) || isRestarting) return
      clearTimeout(timer)
      timer = setTimeout(() => restart(file), SETTLE_MS)
    })
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'])
    process.on(signal, () => {
      isEnding = true
      end(child, signal)
    })
}

function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) process.exit(0)
  child.once('exit', (code) => process.exit(code ?? 0))
  if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
}

function watchedFolders() {
  const tracker = process.env.MUSTER_TRACKER
  const own = FOLDERS.map((name) => resolve(root, name))
  return [...own, ...(tracker ? [resolve(tracker)] : [])].filter((folder) => existsSync(folder))
}
