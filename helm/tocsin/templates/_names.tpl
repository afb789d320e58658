{{/* What things are called, and the labels by which they are found. */}}

{{- define "tocsin.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Forty characters at most, because components, versions and hashes are put behind it. */}}
{{- define "tocsin.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "tocsin.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "tocsin.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "tocsin.serviceAccountName" -}}
{{- if .Values.serviceAccount.name -}}
{{- .Values.serviceAccount.name -}}
{{- else if .Values.serviceAccount.create -}}
{{- include "tocsin.fullname" . -}}
{{- else -}}
default
{{- end -}}
{{- end -}}

{{- define "tocsin.selectorLabels" -}}
app.kubernetes.io/name: {{ include "tocsin.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "tocsin.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "tocsin.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* dict "root" $ "name" NAME "component" COMPONENT "labels" MAP "annotations" MAP: the head of whatever is made. */}}
{{- define "tocsin.metadata" -}}
{{- $root := .root -}}
metadata:
  name: {{ .name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "tocsin.labels" $root | nindent 4 }}
    {{- with .component }}
    app.kubernetes.io/component: {{ . }}
    {{- end }}
    {{- with .labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with merge (dict) (default (dict) .annotations) $root.Values.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* The host of `url`, without a port. */}}
{{- define "tocsin.host" -}}
{{- (splitList ":" (urlParse .Values.url).host) | first -}}
{{- end -}}

{{/* The workloads, as `names:` of their components; and which of them takes events, which shows pages.
Each is called as the role that it has (TOCSIN_ROLES); `server` has all. */}}
{{- define "tocsin.components" -}}
names: {{ if eq .Values.mode "apart" }}[ingest, web, worker]{{ else }}[server]{{ end }}
events: {{ if eq .Values.mode "apart" }}ingest{{ else }}server{{ end }}
pages: {{ if eq .Values.mode "apart" }}web{{ else }}server{{ end }}
{{- end -}}

{{/* dict "root" $ "component" COMPONENT: the values of a workload, with those of `server` where it has none of its own. */}}
{{- define "tocsin.workload" -}}
{{- mergeOverwrite (deepCopy .root.Values.server) (deepCopy (index .root.Values .component)) | toYaml -}}
{{- end -}}

{{/* A number as it was written: 20000000 is no 2e+07. */}}
{{- define "tocsin.text" -}}
{{- if and (kindIs "float64" .) (eq . (floor .)) }}{{ printf "%.0f" . }}{{ else }}{{ . | toString }}{{ end -}}
{{- end -}}
