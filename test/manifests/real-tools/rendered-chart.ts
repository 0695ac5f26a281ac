// A chart as users have them, and what Helm renders of it with the values that a test gives.
import { helmTemplate } from "./programs.ts";

/** A chart that takes an image in each of the forms that charts have. The old version stands where it must stay, too. */
export const CHART = {
  "chart/Chart.yaml": "apiVersion: v2\nname: app\nversion: 1.2.3\nappVersion: 1.2.3\n",
  "chart/templates/_image.tpl": `{{- define "image" -}}
{{- $image := .Values.image -}}
{{- if kindIs "string" $image -}}
{{ $image }}{{ with .Values.imageTag }}:{{ . }}{{ end }}
{{- else -}}
{{ with $image.registry }}{{ . }}/{{ end }}{{ $image.repository }}{{ with $image.tag }}:{{ . }}{{ end }}{{ with $image.digest }}@{{ . }}{{ end }}
{{- end -}}
{{- end -}}
`,
  "chart/templates/deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {version: {{ .Chart.AppVersion | quote }}}
spec:
  template:
    spec:
      containers:
        - name: app
          image: {{ include "image" . }}
          args: [{{ .Values.flag | default "--tag=1.2.3" | quote }}]
        - name: side
          image: side:{{ .Values.side | default "1.2.3" }}
`,
} satisfies Readonly<Record<string, string>>;

/** What the chart renders with values files by name, the last one winning, and further arguments. */
export function render(values: Readonly<Record<string, string>>, settings: readonly string[] = []): string {
  return helmTemplate(new Map(Object.entries({ ...CHART, ...values })), "chart", Object.keys(values), settings);
}
