import { context, propagation, ProxyTracerProvider, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api'

/**
 * Where spans go is the operator's: whoever loads an OpenTelemetry SDK before Muster (`NODE_OPTIONS=--import …`) gets
 * them; without one nothing of this runs. Decided once, so that it costs nothing.
 */
const tracer: Tracer | null = registeredTracer()
export const isTracing = tracer !== null

function registeredTracer(): Tracer | null {
  const provider = trace.getTracerProvider()
  return provider instanceof ProxyTracerProvider ? (provider.getDelegateTracer('muster') ?? null) : null
}

/** Runs `work` in a span of that name, which ends with it. */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  if (!tracer) return work()
  return tracer.startActiveSpan(name, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    try {
      return await work()
    } catch (error) {
      fail(span, error)
      throw error
    } finally {
      span.end()
    }
  })
}

/** The same object, whose methods of these names each run in a span. */
export function tracedMethods<T extends object>(prefix: string, target: T, names: readonly (keyof T & string)[]): T {
  if (!tracer) return target
  const known = new Set<string | symbol>(names)
  return new Proxy(target, {
    get(own, name) {
      const value: unknown = Reflect.get(own, name, own)
      if (typeof value !== 'function') return value
      const method = value.bind(own) as (...args: unknown[]) => unknown
      if (!known.has(name)) return method
      return (...args: unknown[]) =>
        traced(`${prefix}.${String(name)}`, {}, async () => method(...args) as Promise<unknown>)
    },
  })
}

/** A request's span, and the context that what it causes runs in. */
export interface RequestSpan {
  readonly span: Span
  run<T>(work: () => T): T
}

/** Goes on with the trace of who asked, as their `traceparent` says. null: nobody traces. */
export function beginRequest(
  method: string,
  path: string,
  headers: Readonly<Record<string, unknown>>,
): RequestSpan | null {
  if (!tracer) return null
  const asked = propagation.extract(context.active(), headers)
  const attributes = { 'http.request.method': method, 'url.path': path }
  const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, asked)
  const own: Context = trace.setSpan(asked, span)
  return { span, run: (work) => context.with(own, work) }
}

export function endRequest({ span }: RequestSpan, method: string, route: string, status: number): void {
  span.updateName(`${method} ${route}`)
  span.setAttributes({ 'http.route': route, 'http.response.status_code': status })
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

function fail(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR })
  const { code, name } = error as { code?: unknown; name?: unknown }
  span.setAttribute('error.type', typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown')
}

/** For log lines: which trace they belong to. */
export function traceIds(): Readonly<Record<string, string>> {
  const active = tracer ? trace.getActiveSpan()?.spanContext() : undefined
  return active ? { trace_id: active.traceId, span_id: active.spanId } : {}
}
