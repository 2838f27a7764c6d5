/** Width of the samples of the event loop's delay; an idle loop shows as much. Milliseconds. */
const sampleMs = 10;

/** What a server's `/metrics` says, by metric and labels as they stand there. */
export class MetricsPage {
  readonly #lines: Map<string, number>;

  private constructor(lines: Map<string, number>) {
    this.#lines = lines;
  }

  /** Reading it begins a new window of the event loop's delay. */
  static async read(url: string): Promise<MetricsPage> {
    const response = await fetch(`${url}/metrics`);
    if (!response.ok) throw new Error(`${url}/metrics: ${response.status}`);
    const lines = (await response.text()).split('\n').filter((line) => /^\w/.test(line));
    return new MetricsPage(
      new Map(
        lines.map((line) => {
          const at = line.lastIndexOf(' ');
          return [line.slice(0, at), Number(line.slice(at + 1))];
        }),
      ),
    );
  }

  value(name: string): number {
    return this.#lines.get(name) ?? 0;
  }

  /** Every counter of the product by its name and labels. */
  counters(): Map<string, number> {
    return new Map([...this.#lines].filter(([name]) => /^deskhand_\w+_total\b/.test(name)));
  }

  get residentBytes(): number {
    return this.value('process_resident_memory_bytes');
  }

  get cpuSeconds(): number {
    return this.value('process_cpu_seconds_total');
  }

  /** Delay of the event loop since the page was last read, without the width of the samples. Milliseconds. */
  get loopDelayMs(): { p50: number; p99: number } {
    const of = (name: string) => Math.max(0, this.value(name) * 1000 - sampleMs);
    return {
      p50: of('nodejs_eventloop_lag_p50_seconds'),
      p99: of('nodejs_eventloop_lag_p99_seconds'),
    };
  }

  lookups(tier: 'exact' | 'semantic', outcome: 'hit' | 'miss'): number {
    return this.value(`deskhand_cache_lookups_total{tier="${tier}",outcome="${outcome}"}`);
  }
}
