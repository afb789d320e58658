{{/* What all pods have in common. */}}

{{- define "tocsin.image" -}}
{{- $registry := default .Values.image.registry .Values.global.imageRegistry -}}
{{- $name := .Values.image.repository -}}
{{- if $registry }}{{ $name = printf "%s/%s" (trimSuffix "/" $registry) $name }}{{ end -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $name .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The restricted pod security standard asks for these. */}}
{{- define "tocsin.podSecurity" -}}
automountServiceAccountToken: false
# The variables that describe services to pods beside them begin with TOCSIN_ when the release is called so.
enableServiceLinks: false
serviceAccountName: {{ include "tocsin.serviceAccountName" . }}
{{- with concat .Values.global.imagePullSecrets .Values.image.pullSecrets | uniq }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{- define "tocsin.container" -}}
image: {{ include "tocsin.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{/* Libraries are unpacked into /tmp and run from there, so it may not be a volume that forbids that. */}}
{{- define "tocsin.tmp" -}}
- name: tmp
  emptyDir:
    sizeLimit: 256Mi
{{- end -}}

{{/* dict "name" VARIABLE "secret" NAME "key" KEY */}}
{{- define "tocsin.fromSecret" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end -}}

{{/* dict "root" $ "owner" BOOL: where the database is. Only jobs that alter the schema get the owner's address. */}}
{{- define "tocsin.database" -}}
{{- $values := .root.Values -}}
{{- $secret := $values.database.existingSecret -}}
{{- if $values.cloudnativepg.enabled -}}
{{- include "tocsin.fromSecret" (dict "name" "TOCSIN_DATABASE_URL" "secret" (printf "%s-database-app" (include "tocsin.fullname" .root)) "key" "uri") }}
{{- else if $secret.urlKey -}}
{{- include "tocsin.fromSecret" (dict "name" "TOCSIN_DATABASE_URL" "secret" $secret.name "key" $secret.urlKey) }}
{{- else -}}
{{- if .owner }}
{{- include "tocsin.fromSecret" (dict "name" "TOCSIN_DATABASE_OWNER_URL" "secret" $secret.name "key" $secret.ownerUrlKey) }}
{{ end -}}
{{- include "tocsin.fromSecret" (dict "name" "TOCSIN_DATABASE_APP_URL" "secret" $secret.name "key" $secret.appUrlKey) }}
{{ include "tocsin.fromSecret" (dict "name" "TOCSIN_DATABASE_INGEST_URL" "secret" $secret.name "key" $secret.ingestUrlKey) }}
{{- end -}}
{{- end -}}

{{/* The pod of a job that alters the schema. dict "root" $ "phase" expand|contract */}}
{{- define "tocsin.schemaPod" -}}
{{- $root := .root -}}
restartPolicy: Never
{{ include "tocsin.podSecurity" $root }}
containers:
  - name: schema
    {{- include "tocsin.container" $root | nindent 4 }}
    args: [migrate, {{ .phase }}]
    env:
      {{- include "tocsin.database" (dict "root" $root "owner" true) | nindent 6 }}
    resources:
      {{- toYaml $root.Values.schema.resources | nindent 6 }}
    volumeMounts:
      - name: tmp
        mountPath: /tmp
volumes:
  {{- include "tocsin.tmp" $root | nindent 2 }}
{{- end -}}

{{/* What the schema cannot say; refused with what to do. */}}
{{- define "tocsin.demands" -}}
{{- $secret := .Values.database.existingSecret -}}
{{- if not .Values.url -}}
{{- fail "url is missing: the public address of this installation, such as https://errors.example.org" -}}
{{- end -}}
{{- if and .Values.cloudnativepg.enabled $secret.name -}}
{{- fail "there are two databases: unset database.existingSecret.name, or set cloudnativepg.enabled to false" -}}
{{- end -}}
{{- if not (or .Values.cloudnativepg.enabled $secret.name) -}}
{{- fail "there is no database: set database.existingSecret.name to a Secret with its address, or cloudnativepg.enabled to true" -}}
{{- end -}}
{{- if and $secret.name (not $secret.urlKey) (not (and $secret.appUrlKey $secret.ingestUrlKey)) -}}
{{- fail "database.existingSecret: set urlKey, or appUrlKey and ingestUrlKey (and ownerUrlKey for the schema)" -}}
{{- end -}}
{{- if and $secret.name (not $secret.urlKey) (not $secret.ownerUrlKey) (or .Values.schema.expand .Values.schema.contract) -}}
{{- fail "database.existingSecret.ownerUrlKey is missing: who owns the schema alters it. Or set schema.expand to false and run `tocsin migrate expand` before each upgrade" -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.gateways) -}}
{{- fail "httpRoute.gateways is empty: a route that is attached to no gateway is served by none" -}}
{{- end -}}
{{- if and .Values.canary.existingSecret.name (not (and .Values.canary.organization .Values.canary.project)) -}}
{{- fail "canary.organization and canary.project say where the canary's event is looked for" -}}
{{- end -}}
{{- $needed := add .Values.shutdown.preStopSeconds .Values.shutdown.drainSeconds 31 | int -}}
{{- if lt (int .Values.shutdown.graceSeconds) $needed -}}
{{- fail (printf "shutdown.graceSeconds is too short: preStopSeconds, drainSeconds and 31 s for what was begun make %d" $needed) -}}
{{- end -}}
{{- range $name := (include "tocsin.components" . | fromYaml).names -}}
{{- $autoscaling := (include "tocsin.workload" (dict "root" $ "component" $name) | fromYaml).autoscaling -}}
{{- if and $autoscaling.enabled (lt (int $autoscaling.maxReplicas) (int $autoscaling.minReplicas)) -}}
{{- fail (printf "%s.autoscaling.maxReplicas is less than minReplicas" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
