{{/* The release is the tracker: every name begins with it, every selector holds it, so two trackers never meet. */}}
{{- define "muster.name" -}}
{{- printf "%s-%s" .root.Release.Name .component -}}
{{- end }}

{{- define "muster.selector" -}}
app.kubernetes.io/name: muster
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "muster.labels" -}}
{{ include "muster.selector" . }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "muster.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "muster.host" -}}
{{- (urlParse .Values.baseUrl).host | splitList ":" | first -}}
{{- end }}

{{- define "muster.path" -}}
{{- (urlParse .Values.baseUrl).path | default "/" -}}
{{- end }}
