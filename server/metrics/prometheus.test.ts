import { expect, it } from 'vitest';
import { PrometheusMetrics } from './prometheus.ts';

it('reads a gauge when it is asked for, also one that has to wait for its value', async () => {
  const metrics = new PrometheusMetrics();
  let isUp = true;
  metrics.gauge('deskhand_part_up', 'help', async () => Number(isUp));
  expect(await metrics.registry.metrics()).toContain('\ndeskhand_part_up 1\n');
  isUp = false;
  expect(await metrics.registry.metrics()).toContain('\ndeskhand_part_up 0\n');
});

it('counts refused events by code', async () => {
  const metrics = new PrometheusMetrics();
  metrics.refusedEvent('message-send', 'storage-unavailable');
  expect(await metrics.registry.metrics()).toContain(
    'deskhand_refused_events_total{event="message-send",code="storage-unavailable"} 1',
  );
});
