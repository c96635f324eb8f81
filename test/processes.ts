/** Processes of others, on every system: found by their parent, ended with all that they started. */
import { execFileSync, type ChildProcess } from 'node:child_process'

interface RunningProcess {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

function runningProcesses(): RunningProcess[] {
  const list =
    process.platform === 'win32'
      ? execFileSync(
          'powershell',
          [
            '-NoProfile',
            '-Command',
            'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.CommandLine)" }',
          ],
          { encoding: 'utf8' },
        )
      : execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  return Array.from(list.matchAll(/^\s*(\d+)\s+(\d+)\s?(.*)$/gmu), ([, pid, parent, command]) => ({
    pid: Number(pid),
    parent: Number(parent),
    command: command ?? '',
  }))
}

/** The numbers of a process's children. */
export const childrenOf = (parent: number | undefined): readonly number[] =>
  runningProcesses().flatMap((each) => (each.parent === parent ? each.pid : []))

/** Kills the children of a process, as the system would; with `named` those whose command line contains it. */
export function killChildren(parent: number | undefined, named = ''): void {
  const children = runningProcesses().filter((each) => each.parent === parent && each.command.includes(named))
  for (const { pid } of children) killIfThere(pid)
}

/** For a child that was started `detached`: it goes with all that it started, at one stroke where the system can. */
export function killFamily(child: ChildProcess): void {
  if (child.pid === undefined) return
  if (process.platform !== 'win32') killIfThere(-child.pid)
  else execFileSync('taskkill', ['/T', '/F', '/PID', String(child.pid)], { stdio: 'ignore' })
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It may have ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
