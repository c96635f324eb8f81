/**
 * @file Which proxy the environment names for an address, and whether this Node can go through it. Node's agents read
 * the variables themselves since 24.5 and 22.21; before, and for what they do not understand, they go straight ahead
 * without a word, so a person whose download fails is told.
 */

/** What the running Node can do. */
export interface ProxySupport {
  readonly version: string
  readonly readsVariables: boolean
}

/** The flag came with the agents' `proxyEnv` in the same releases. */
const thisNode: ProxySupport = {
  version: process.version,
  readsVariables: process.allowedNodeEnvironmentFlags.has('--use-env-proxy'),
}

export interface NamedProxy {
  readonly variable: string
  /** With its scheme: `proxy:3128` means http, as everywhere. */
  readonly address: string
}

/** The proxy for addresses of this protocol; lower case wins, then the variable for everything. */
export function namedProxy(protocol: string, environment: NodeJS.ProcessEnv): NamedProxy | undefined {
  const own = protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  for (const variable of [own, own.toUpperCase(), 'all_proxy', 'ALL_PROXY']) {
    const value = environment[variable]?.trim() ?? ''
    if (value === '') continue
    return { variable, address: /^[a-z][a-z\d+.-]*:\/\//iu.test(value) ? value : `http://${value}` }
  }
  return undefined
}

/** The variables as Node's agents understand them. */
export function agentVariables(protocol: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { address } = namedProxy(protocol, environment) ?? {}
  const around = environment['no_proxy'] ?? environment['NO_PROXY']
  return {
    ...(address === undefined ? {} : { [protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY']: address }),
    ...(around === undefined ? {} : { NO_PROXY: around }),
  }
}

/** One sentence where the environment names a proxy that is not gone through; it shows no password. */
export function whyNoProxy(
  protocol: string,
  environment: NodeJS.ProcessEnv,
  support: ProxySupport = thisNode,
): string | undefined {
  const named = namedProxy(protocol, environment)
  if (named === undefined) return undefined
  const { variable, address } = named
  if (!URL.canParse(address)) return `The proxy in ${variable} was not used: it is no address like http://proxy:3128.`
  const scheme = new URL(address).protocol
  if (scheme !== 'http:' && scheme !== 'https:')
    return `The proxy in ${variable} was not used: Sightline goes through http and https proxies, not through ${scheme}//.`
  if (support.readsVariables) return undefined
  return `The proxy in ${variable} was not used: this Node (${support.version}) knows none, 24.5 or newer does.`
}
