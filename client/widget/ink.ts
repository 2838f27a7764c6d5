/** Red, green and blue from 0 to 255 of a `#rgb` or `#rrggbb`, or null. */
export function parseHex(color: string): [number, number, number] | null {
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color)?.[1];
  if (hex === undefined) return null;
  const size = hex.length / 3;
  const part = (at: number) =>
    Number.parseInt(hex.slice(at * size, at * size + size).repeat(3 - size), 16);
  return [part(0), part(1), part(2)];
}

/** Relative luminance from 0 to 1, as WCAG 2.2 defines it. */
export function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** White or black, whichever stands out more from the colour. Black and white do so equally at 0.179. */
export function inkOn(color: string): string {
  const rgb = parseHex(color);
  return rgb !== null && luminance(rgb) > 0.179 ? '#000' : '#fff';
}

/**
 * The colour, made darker or lighter by as little as it takes to be read on the ground: contrast 4.5 at least, as WCAG
 * AA asks of text. Both are hex colours.
 */
export function readableOn(color: string, ground: string): string {
  const from = parseHex(color) ?? [0, 0, 0];
  const groundLuminance = luminance(parseHex(ground) ?? [255, 255, 255]);
  const end = groundLuminance > 0.179 ? 0 : 255;
  for (let step = 0; step <= 20; step += 1) {
    const mixed = from.map((value) => Math.round(value + ((end - value) * step) / 20));
    if (contrast(luminance(mixed), groundLuminance) >= 4.5) return `rgb(${mixed.join(' ')})`;
  }
  return `rgb(${end} ${end} ${end})`;
}

/** Contrast ratio of two luminances, from 1 to 21. */
export function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
