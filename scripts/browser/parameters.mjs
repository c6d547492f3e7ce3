/** The most that the numbers in the cell tagged `parameters` may be in a browser, by their names. */
const most = { epochs: 5, epochsPerSize: 2, trainImages: 10_000, testImages: 2_000, testCount: 2_000 };

/** The same for notebooks that train convolutions, a step of which takes ten times as long. */
const mostOfConvolutions = { ...most, epochs: 2, trainImages: 2_000, testImages: 500 };

const note = `// In a browser, training takes about twenty times as long as where the course is installed, so these numbers are smaller.`;

/**
 * A notebook with numbers with which it runs in a browser in a few minutes. Each reduced number says what it is where the
 * course is installed. All else stays as it is.
 *
 * @template {{ cells: { source: string | string[], metadata?: { tags?: string[] } }[] }} Notebook
 * @param {Notebook} notebook
 * @param {string} slug of its folder, `2-convolutional`
 * @returns {Notebook} a copy
 * @example
 * reduceParameters(notebook, '0-vanilla'); // const epochs = 5; // 50 where the course is installed
 */
export function reduceParameters(notebook, slug) {
  const limits = slug === '2-convolutional' ? mostOfConvolutions : most;
  return { ...notebook, cells: notebook.cells.map((cell) => reduceCell(cell, limits)) };
}

function reduceCell(cell, limits) {
  if (!cell.metadata?.tags?.includes('parameters')) return cell;
  const before = [cell.source].flat().join('');
  const after = before.replace(/^const (\w+) = (\d+);$/gm, (line, name, number) =>
    Number(number) > (limits[name] ?? Infinity)
      ? `const ${name} = ${limits[name]}; // ${number} where the course is installed`
      : line,
  );
  if (after === before) return cell;
  return { ...cell, source: `${note}\n${after}`.split(/(?<=\n)/) };
}
