{{/* What all pods have in common. Each takes { root, component }. */}}
{{- define "muster.podSecurity" -}}
serviceAccountName: {{ include "muster.name" (dict "root" .root "component" "muster") }}
automountServiceAccountToken: false
# A Service called "muster" would set MUSTER_PORT in every pod.
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  {{- if not .root.Values.openshift.enabled }}
  runAsUser: 1001
  runAsGroup: 0
  {{- end }}
  seccompProfile: { type: RuntimeDefault }
{{- with .root.Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Muster with its settings. */}}
{{- define "muster.podSpec" -}}
{{ include "muster.podSecurity" . }}
volumes:
  - name: config
    configMap:
      name: {{ include "muster.name" (dict "root" .root "component" "config") }}
  - name: secrets
    projected:
      defaultMode: 288 # 0440: the group, which is 0
      sources:
        {{- include "muster.secretSources" . | nindent 8 }}
  - name: tmp
    emptyDir: { sizeLimit: 512Mi }
{{- end }}

{{/* A Secret that is missing leaves the folder empty, and Muster says in its log which setting it lacks. */}}
{{- define "muster.secretSources" -}}
{{- $database := .root.Values.database -}}
- secret:
    name: {{ $database.secret }}
    optional: true
    items:
      - { key: {{ $database.key }}, path: MUSTER_DATABASE_URL }
      {{- with $database.directKey }}
      - { key: {{ . }}, path: MUSTER_DATABASE_DIRECT_URL }
      {{- end }}
      {{- with $database.passwordKey }}
      - { key: {{ . }}, path: MUSTER_DATABASE_PASSWORD }
      {{- end }}
{{- if eq .component "init" }}
{{- with .root.Values.admin }}
{{- if .secret }}
- secret:
    name: {{ .secret }}
    optional: true
    items:
      - { key: {{ .key }}, path: MUSTER_ADMIN_PASSWORD }
{{- end }}
{{- end }}
{{- else }}
{{- range .root.Values.extraSecrets }}
- secret:
    name: {{ .name }}
    optional: true
    items:
      {{- range $key, $setting := .items }}
      - { key: {{ $key }}, path: {{ $setting }} }
      {{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "muster.containerSecurity" -}}
image: {{ include "muster.image" .root }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end }}

{{- define "muster.container" -}}
{{ include "muster.containerSecurity" . }}
env:
  - { name: NODE_ENV, value: production }
  - { name: MUSTER_CONFIG_DIR, value: /etc/muster/config }
  - { name: MUSTER_SECRETS_DIR, value: /etc/muster/secrets }
# Beside what the image holds, never over it.
volumeMounts:
  - { name: config, mountPath: /etc/muster/config, readOnly: true }
  - { name: secrets, mountPath: /etc/muster/secrets, readOnly: true }
  - { name: tmp, mountPath: /tmp }
{{- end }}

{{/* A worker serves nobody: it is asked on the port of its metrics. */}}
{{- define "muster.askedPort" -}}
{{- ternary "http" "metrics" (eq .component "web") -}}
{{- end }}

{{/* The kubelet waits longer than Muster for the database (2 s), so that Muster's own sentence is what events show. */}}
{{- define "muster.probes" -}}
ports:
  {{- if eq .component "web" }}
  - { name: http, containerPort: 8080 }
  {{- end }}
  - { name: metrics, containerPort: 9464 }
# Ten minutes for a migration; a pod that is restarted then only waits again.
startupProbe:
  httpGet: { path: /healthz/startup, port: {{ include "muster.askedPort" . }} }
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 120
# Never asks the database: a restart would not mend it.
livenessProbe:
  httpGet: { path: /healthz/live, port: {{ include "muster.askedPort" . }} }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
  httpGet: { path: /healthz/ready, port: {{ include "muster.askedPort" . }} }
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
# Endpoints forget the pod meanwhile; nothing has to be in the image for it.
lifecycle:
  preStop:
    sleep: { seconds: 5 }
{{- end }}

{{/* Zones first, then nodes; a cluster that has only one of either still runs all. */}}
{{- define "muster.spread" -}}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - topologyKey: {{ . }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "muster.selector" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- end }}
