{{/* Name of every object of the operator: the release's, or with the chart's where the release is called otherwise. */}}
{{- define "domicile.name" -}}
{{- if contains "domicile" .Release.Name -}}
{{- printf "%s-operator" (.Release.Name | trunc 48 | trimSuffix "-") -}}
{{- else -}}
{{- printf "%s-domicile-operator" (.Release.Name | trunc 38 | trimSuffix "-") -}}
{{- end -}}
{{- end -}}

{{/* Labels by which the operator's pods are selected; they never change. */}}
{{- define "domicile.selector" -}}
app.kubernetes.io/name: domicile-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/*
Labels of every object of the chart. `managed-by` is Helm: the operator looks for its own objects by that label, and
these are not among them.
*/}}
{{- define "domicile.labels" -}}
{{ include "domicile.selector" . }}
app.kubernetes.io/component: operator
app.kubernetes.io/part-of: domicile
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Reference of an image: call with (list . .Values.images.NAME). */}}
{{- define "domicile.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $image.repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $image.repository (default $root.Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}
