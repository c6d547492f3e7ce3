/** The types of traces that Plotly draws. */
const types =
  `scatter scattergl bar pie heatmap image contour table box violin histogram histogram2d histogram2dcontour ohlc
  candlestick waterfall funnel funnelarea indicator scatter3d surface mesh3d cone streamtube isosurface volume scattergeo
  choropleth scattermap choroplethmap densitymap scattermapbox choroplethmapbox densitymapbox scatterpolar scatterpolargl
  barpolar scatterternary scattersmith sunburst treemap icicle sankey splom parcats parcoords carpet scattercarpet
  contourcarpet heatmapgl pointcloud`.split(/\s+/);

/**
 * Checks one of a figure's traces: Plotly draws nothing, or lines, where it does not know a type.
 *
 * @throws when it is no object, or its type is none of Plotly's
 */
export function assertTrace(trace: unknown, index: number): void {
  if (typeof trace !== 'object' || trace === null)
    throw new Error(`expected a trace, { x: [...], y: [...] }, got ${String(trace)} in place ${index}`);
  const { type } = trace as { type?: unknown };
  if (type === undefined || types.includes(String(type))) return;
  throw new Error(
    `expected a type of trace that Plotly has, got '${String(type)}' in place ${index}: did you mean '${nearest(String(type))}'?`,
  );
}

/** The type that begins like `name` for longest. */
function nearest(name: string): string {
  const shared = (type: string): number => [...type].findIndex((letter, i) => letter !== name[i]);
  const length = (type: string): number => (shared(type) < 0 ? type.length : shared(type));
  return types.reduce((best, type) => (length(type) > length(best) ? type : best));
}
