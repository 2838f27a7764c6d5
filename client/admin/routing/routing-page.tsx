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
import { Loaded } from '../parts/loaded.tsx';
import { Page } from '../parts/page.tsx';
import { Tag } from '../parts/tag.tsx';
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
            <Ladder models={routing.models} />
            <Classes routing={routing} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

const tierNames: Record<Routing['models'][number]['tier'], string> = {
  small: 'Small',
  large: 'Large',
  extractive: 'Quotes documents',
};

const right = (label: string) => ({ label, align: 'right' as const });

function Ladder({ models }: Pick<Routing, 'models'>): ReactNode {
  const isQuotingOnly = !models.some(({ available, tier }) => available && tier !== 'extractive');
  return (
    <Card
      title="Ladder"
      about={
        isQuotingOnly
          ? 'No language model can be reached, so answers quote the documents. Set the key of one of these in the environment, or name your own in models.yaml.'
          : 'From models.yaml, which is read again whenever it changes. Prices are for a million tokens.'
      }
      isFlush
    >
      <DataTable
        caption="Ladder of models"
        minWidth={720}
        columns={['Model', 'Tier', right('Input'), right('Cached input'), right('Output'), 'State']}
      >
        {models.map((model) => (
          <Table.Tr key={model.id}>
            <Table.Th scope="row" fw={550}>
              {model.id}{' '}
              <Text span size="xs" c="dimmed">
                {model.provider}
              </Text>
            </Table.Th>
            <Table.Td>{tierNames[model.tier]}</Table.Td>
            <Table.Td ta="right" className="admin-figures">
              {usdText(model.inputUsd)}
            </Table.Td>
            <Table.Td ta="right" className="admin-figures">
              {usdText(model.cachedInputUsd)}
            </Table.Td>
            <Table.Td ta="right" className="admin-figures">
              {usdText(model.outputUsd)}
            </Table.Td>
            <Table.Td>
              {model.available ? (
                <Tag tone="good">Available</Tag>
              ) : (
                <Tag tone="muted">Not set up</Tag>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Card>
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
                ...routing.models.map(({ id, available }) => ({
                  value: id,
                  label: available ? id : `${id} (not set up)`,
                  disabled: !available && id !== fixed,
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
        right('Cost a turn'),
        right('First token p50'),
      ]}
    >
      {posteriors.map((posterior) => (
        <Table.Tr key={posterior.model}>
          <Table.Th scope="row" fw={550}>
            {posterior.model}
          </Table.Th>
          <Table.Td ta="right" className="admin-figures">
            {countText(posterior.turns)}
          </Table.Td>
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
          <Table.Td ta="right" className="admin-figures">
            {intervalText(posterior)}
          </Table.Td>
          <Table.Td ta="right" className="admin-figures">
            {usdText(posterior.costPerTurnUsd)}
          </Table.Td>
          <Table.Td ta="right" className="admin-figures">
            {durationText(posterior.ttftP50Ms)}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
