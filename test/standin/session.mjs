/** @file The default session: permissions are kept, so that a test can ask what the app would answer. */
import { EventEmitter } from 'node:events'
import { notYet } from './not-yet.mjs'
import { protocol } from './protocol.mjs'

const handlers = {}

const defaultSession = notYet(
  'session.defaultSession',
  Object.assign(new EventEmitter(), {
    protocol,
    handlers,
    setPermissionRequestHandler: (handler) => (handlers.request = handler),
    setPermissionCheckHandler: (handler) => (handlers.check = handler),
    setDevicePermissionHandler: (handler) => (handlers.device = handler),
  }),
)

export const session = notYet('session', { defaultSession })
