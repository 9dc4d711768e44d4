import { appendFileSync } from 'node:fs'
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node'

/** Loaded before Muster, as an operator loads an SDK: each span is a line of the file that MUSTER_TEST_SPANS names. */
const file = process.env['MUSTER_TEST_SPANS']!

const exporter: SpanExporter = {
  export(spans, done) {
    for (const span of spans) appendFileSync(file, `${JSON.stringify(plain(span))}\n`)
    done({ code: 0 })
  },
  shutdown: async () => {},
}

function plain(span: ReadableSpan): object {
  const { traceId, spanId } = span.spanContext()
  return {
    name: span.name,
    traceId,
    spanId,
    parent: span.parentSpanContext?.spanId ?? null,
    attributes: span.attributes,
  }
}

new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register()
