import { Select, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Routing } from '../../../shared/admin-protocol.ts';
import { Problem } from '../../kit/staff/problem.tsx';
import { taskClassNames } from '../../kit/staff/words/names.ts';
import {
  countText,
  durationText,
  intervalText,
  shareText,
  usdText,
} from '../../kit/staff/words/numbers.ts';
import { Card } from '../parts/card.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { FigureCell, right } from '../parts/figure-cell.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Page } from '../parts/page.tsx';
import { LadderTable } from './ladder-table.tsx';
import { isSetUp } from './model-words.ts';
import { useOverride, useRouting } from './routing-queries.ts';

/** Which models there are, what they cost, and how well each does by class of question. */
export function RoutingPage(): ReactNode {
  const query = useRouting();
  return (
    <Page
      title="Models and routing"
      about="Each question goes to the cheapest model that is expected to answer it well. The router learns from what becomes of its answers."
    >
      <Loaded query={query} what="The routing" placeholder={[240, 420]}>
        {(routing) => (
          <Stack gap="md">
            <LadderTable models={routing.models} />
            <Classes routing={routing} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Classes({ routing }: { routing: Routing }): ReactNode {
  const override = useOverride();
  return (
    <Stack gap="md">
      <Problem title="The model was not changed" thrown={override.error} />
      {routing.classes.map(({ taskClass, override: fixed, posteriors }) => (
        <Card
          key={taskClass}
          title={taskClassNames[taskClass]}
          about={
            fixed === null ? 'The router chooses the model' : `Every question goes to ${fixed}`
          }
          isFlush={posteriors.length > 0}
          tools={
            <Select
              size="sm"
              w={220}
              aria-label={`Model for ${taskClassNames[taskClass]}`}
              allowDeselect={false}
              disabled={override.isPending}
              value={fixed ?? ''}
              data={[
                { value: '', label: 'Let the router choose' },
                ...routing.models.map((model) => ({
                  value: model.id,
                  label: isSetUp(model) ? model.id : `${model.id} (not set up)`,
                  disabled: !isSetUp(model) && model.id !== fixed,
                })),
              ]}
              onChange={(model) =>
                override.mutate({ taskClass, model: model === '' ? null : model })
              }
            />
          }
        >
          {posteriors.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing learnt yet. Figures appear after the first question of this class that went to
              a model.
            </Text>
          ) : (
            <Posteriors name={taskClassNames[taskClass]} posteriors={posteriors} />
          )}
        </Card>
      ))}
    </Stack>
  );
}

interface PosteriorsProps {
  name: string;
  posteriors: Routing['classes'][number]['posteriors'];
}

function Posteriors({ name, posteriors }: PosteriorsProps): ReactNode {
  return (
    <DataTable
      caption={`Models for ${name}`}
      minWidth={680}
      columns={[
        'Model',
        right('Turns'),
        'Expected success',
        right('95% interval'),
        right('Mean cost'),
        right('Mean first token'),
      ]}
    >
      {posteriors.map((posterior) => (
        <Table.Tr key={posterior.model}>
          <Table.Th scope="row" fw={550}>
            {posterior.model}
          </Table.Th>
          <FigureCell>{countText(posterior.turns)}</FigureCell>
          <Table.Td>
            <span className="admin-meter">
              <span className="admin-ladder-bar" aria-hidden="true">
                <i style={{ width: `${posterior.success * 100}%` }} />
                <b
                  style={{
                    left: `${posterior.low * 100}%`,
                    width: `${(posterior.high - posterior.low) * 100}%`,
                  }}
                />
              </span>
              {shareText(posterior.success)}
            </span>
          </Table.Td>
          <FigureCell>{intervalText(posterior)}</FigureCell>
          <FigureCell>{usdText(posterior.costPerTurnUsd)}</FigureCell>
          <FigureCell>{durationText(posterior.ttftMs)}</FigureCell>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
