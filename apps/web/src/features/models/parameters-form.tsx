import { type ModelParameters, parameterFamily, type ParameterName, parameters } from '@parley/data-provider';
import { Button } from '@parley/ui/button';
import { Select } from '@parley/ui/select';
import { Slider } from '@parley/ui/slider';
import { TextField } from '@parley/ui/text-field';
import { Textarea } from '@parley/ui/textarea';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../shared/i18n/format.ts';
import { choicesOf } from './parameter-choices.ts';
import type { Selection } from './selection.ts';

/** Names that mean the same to the reader; an endpoint understands at most one of each. */
const lengthNames = ['max_tokens', 'maxOutputTokens'] as const;
const effortNames = ['reasoning_effort', 'effort', 'thinkingLevel'] as const;
/** Anthropic's models accept half of what the others do. */
const highestTemperature = { anthropic: 1, bedrock: 1, openAI: 2, google: 2, agents: 2 } as const;

export interface ParametersFormProps {
  selection: Selection;
  onChange: (parameters: ModelParameters) => void;
}

/** The settings an endpoint understands, as the contract's table says. */
export function ParametersForm({ selection, onChange }: ParametersFormProps) {
  const { t } = useTranslation();
  const family = parameterFamily(selection.endpoint);
  const isKnown = (name: ParameterName) => parameters[name].families.some((each) => each === family);
  const lengthName = lengthNames.find(isKnown);
  const effortName = effortNames.find(isKnown);
  const values = selection.parameters;

  const set = (change: Partial<ModelParameters>) => {
    const kept = Object.entries({ ...values, ...change }).filter(([, value]) => value !== undefined && value !== '');
    onChange(Object.fromEntries(kept) as ModelParameters); // the same names and values, less the unset ones
  };
  const efforts = effortName ? choicesOf(effortName) : [];
  const effort = effortName ? (values[effortName] ?? '') : '';

  return (
    <div className="grid gap-5">
      <Textarea
        label={t('models.systemPrompt')}
        hint={t('models.systemPromptHint')}
        rows={3}
        value={values.promptPrefix ?? ''}
        onChange={(event) => set({ promptPrefix: event.target.value })}
      />
      <Slider
        label={t('models.temperature')}
        min={0}
        max={highestTemperature[family]}
        step={0.05}
        value={values.temperature ?? undefined}
        onChange={(temperature) => set({ temperature })}
        unsetLabel={t('models.unset')}
        resetLabel={t('models.reset')}
        format={(value) => formatNumber(value, { minimumFractionDigits: 2 })}
      />
      {lengthName && (
        <TextField
          label={t('models.maxTokens')}
          type="number"
          inputMode="numeric"
          min={1}
          placeholder={t('models.unset')}
          value={values[lengthName] ?? ''}
          onChange={({ target }) => set({ [lengthName]: target.value === '' ? undefined : target.valueAsNumber })}
        />
      )}
      {effortName && efforts.length > 0 && (
        <Select
          label={t('models.effort')}
          value={effort}
          options={efforts.map((value) => ({ value, label: value === '' ? t('models.unset') : effortLabel(value) }))}
          onChange={(value) => set({ [effortName]: value })}
        />
      )}
      <Button variant="ghost" size="sm" className="justify-self-start" onClick={() => onChange({})}>
        {t('models.resetAll')}
      </Button>
    </div>
  );

  function effortLabel(value: string): string {
    return t(`models.efforts.${value as 'low'}`); // every value of the contract's table has a name
  }
}
