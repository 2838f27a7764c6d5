import { Button, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { EstimateView } from '../../../shared/admin-protocol.ts';
import { Card } from '../parts/card.tsx';
import { useRouting } from '../routing/routing-queries.ts';
import { type AssumptionField, fieldGroups, fieldText, parseField } from './assumption-fields.ts';

interface AssumptionFormProps {
  view: EstimateView;
  /** What was entered. */
  parameters: URLSearchParams;
  /** Null takes back what was entered. */
  onChange(name: string, text: string | null): void;
}

/** Every number that the bill follows from, with where it came from. */
export function AssumptionForm(props: AssumptionFormProps): ReactNode {
  const { view, parameters, onChange } = props;
  const names = fieldGroups.flatMap(({ fields }) => fields.map(({ name }) => name));
  const entered = [...names, 'smallModel', 'largeModel'].filter((name) => parameters.has(name));
  return (
    <Card
      title="What it follows from"
      tools={
        entered.length === 0 ? null : (
          <Button component={Link} to="?" size="compact-sm" variant="default">
            Start over
          </Button>
        )
      }
    >
      <div className="admin-assumptions">
        {fieldGroups.map(({ title, fields }) => (
          <fieldset key={title}>
            <legend>{title}</legend>
            {fields.map((field) => (
              <Field key={field.name} field={field} {...props} />
            ))}
          </fieldset>
        ))}
        <Models view={view} onChange={onChange} />
      </div>
    </Card>
  );
}

const sourceNames = { given: 'yours', live: 'live', assumed: 'assumed' };

function Field({
  field: { name, label, kind },
  view,
  parameters,
  onChange,
}: AssumptionFormProps & { field: AssumptionField }): ReactNode {
  const entered = parameters.get(name);
  const isWrong = entered !== null && entered !== '' && parseField(kind, entered) === null;
  const source = entered === null || entered === '' ? view.sources[name] : 'given';
  return (
    <TextInput
      label={label}
      classNames={{ root: 'admin-assumption' }}
      inputMode="decimal"
      value={entered ?? fieldText(kind, view.assumptions[name])}
      error={isWrong ? (kind === 'share' ? 'From 0 to 100.' : 'Enter a number.') : undefined}
      onChange={(event) => onChange(name, event.currentTarget.value)}
      onBlur={() => {
        if (entered === '') onChange(name, null);
      }}
      rightSectionWidth={82}
      rightSection={
        <span className="admin-assumption-source" data-source={source}>
          {kind === 'share' ? '% · ' : ''}
          {sourceNames[source]}
        </span>
      }
    />
  );
}

function Models({ view, onChange }: Pick<AssumptionFormProps, 'view' | 'onChange'>): ReactNode {
  const routing = useRouting();
  const ids = (routing.data?.models ?? []).map(({ id }) => id);
  const choice = (label: string, name: 'smallModel' | 'largeModel') => (
    <Select
      label={label}
      allowDeselect={false}
      value={view[name]}
      data={ids.includes(view[name]) ? ids : [view[name], ...ids]}
      onChange={(id) => onChange(name, id)}
    />
  );
  return (
    <fieldset>
      <legend>Models</legend>
      {choice('Small', 'smallModel')}
      {choice('Large, and the reference', 'largeModel')}
    </fieldset>
  );
}
