import {
  GraphWidget,
  LegendPosition,
  SingleValueWidget,
  TextWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';

/** CloudWatch's grid has 24 columns. */
export const wholeWidth = 24;

const heights = { graph: 6, figure: 4, heading: 1 };

export type GraphProps = {
  /** A question, or a plain statement. */
  readonly title: string;
  /** Unit of the left axis. */
  readonly unit: string;
  readonly lines: readonly IMetric[];
  /** @default 12 */
  readonly width?: number;
  /** A second axis, for what has another unit. @default - none. */
  readonly right?: { readonly unit: string; readonly lines: readonly IMetric[] };
};

const axis = (label: string): { label: string; min: number; showUnits: boolean } => ({
  label,
  min: 0,
  showUnits: false,
});

/** Lines over time. Many lines have their legend beside them, where it leaves the graph its height. */
export const graph = ({ title, unit, lines, width = 12, right }: GraphProps): IWidget =>
  new GraphWidget({
    title,
    width,
    height: heights.graph,
    left: [...lines],
    leftYAxis: axis(unit),
    ...(right && { right: [...right.lines], rightYAxis: axis(right.unit) }),
    legendPosition: lines.length > 5 ? LegendPosition.RIGHT : LegendPosition.BOTTOM,
  });

/** One large number: the newest, or that of the whole range. */
export const singleValue = (
  title: string,
  metric: IMetric,
  { ofRange }: { readonly ofRange: boolean },
): IWidget =>
  new SingleValueWidget({
    title,
    metrics: [metric],
    width: 4,
    height: heights.figure,
    setPeriodToTimeRange: ofRange,
    fullPrecision: true,
  });

/** What the rows below it are about. */
export const heading = (markdown: string): IWidget =>
  new TextWidget({ markdown: `## ${markdown}`, width: wholeWidth, height: heights.heading });
