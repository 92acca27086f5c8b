import type { Widget } from '../../../support/cloudwatch/widgets.ts';
import { onlyOne, result, type Template } from '../template-reader.ts';

/** The widgets of a template's dashboard, with names of resources as their paths in the stack. */
export function widgetsIn(template: Template): readonly Widget[] {
  const { Properties } = onlyOne(template, 'AWS::CloudWatch::Dashboard');
  const body = String(result(template, Properties['DashboardBody']));
  return (JSON.parse(body) as { readonly widgets: readonly Widget[] }).widgets;
}
