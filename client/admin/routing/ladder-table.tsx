import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LadderModel } from '../../../shared/admin-protocol.ts';
import { usdText } from '../../kit/staff/words/numbers.ts';
import { Card } from '../parts/card.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { FigureCell, right } from '../parts/figure-cell.tsx';
import { Tag } from '../parts/tag.tsx';
import { isSetUp, limitWords, loadWords, stateWords } from './model-words.ts';

const tierNames: Record<LadderModel['tier'], string> = {
  small: 'Small',
  large: 'Large',
  extractive: 'Quotes documents',
};

/** The models from the cheapest to the dearest, with what they may be asked and whether they answer. */
export function LadderTable({ models }: { models: readonly LadderModel[] }): ReactNode {
  return (
    <Card
      title="Ladder"
      about={
        models.some(isSetUp)
          ? 'From models.yaml, which is read again whenever it changes. Prices are for a million tokens.'
          : 'No language model can be reached, so answers quote the documents. Set the key of one of these in the environment, or name your own in models.yaml.'
      }
      isFlush
    >
      <DataTable
        caption="Ladder of models"
        minWidth={980}
        columns={[
          'Model',
          'State',
          'Tier',
          right('Input'),
          right('Cached input'),
          right('Output'),
          'Limits',
        ]}
      >
        {models.map((model) => (
          <Row key={model.id} model={model} />
        ))}
      </DataTable>
    </Card>
  );
}

function Row({ model }: { model: LadderModel }): ReactNode {
  const state = stateWords(model.state);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={550}>
        {model.id}
        <Text size="xs" c="dimmed" fw={400}>
          at {model.provider}
        </Text>
      </Table.Th>
      <Table.Td>
        <Tag tone={state.tone}>{state.text}</Tag>
        {state.detail === null ? null : (
          <Text size="xs" c="dimmed" mt={2}>
            {state.detail}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{tierNames[model.tier]}</Table.Td>
      <FigureCell>{usdText(model.inputUsd)}</FigureCell>
      <FigureCell>{usdText(model.cachedInputUsd)}</FigureCell>
      <FigureCell>{usdText(model.outputUsd)}</FigureCell>
      <Table.Td>
        {loadWords(model)}
        <Text size="xs" c="dimmed">
          {limitWords(model.limits)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
