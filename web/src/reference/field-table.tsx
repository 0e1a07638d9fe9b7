import { t } from '../i18n'
import { Lozenge } from '../ui'
import type { FieldDoc } from './fields'
import styles from './reference.module.css'

interface Props {
  label: string
  fields: readonly FieldDoc[]
  /** Without the column that says what is required. */
  plain?: boolean
}

/** Name and type, whether it is required or what holds without it, what it does; and the fields inside. */
export function FieldTable({ label, fields, plain }: Props) {
  return (
    <div className={styles.fields}>
      <table aria-label={label}>
        <tbody>
          {fields
            .flatMap((field) => rowsOf(field))
            .map(({ field, path }) => (
              <tr key={path}>
                <th scope="row">
                  <div className="mono small" translate="no">
                    <span className="quiet">{path.slice(0, -field.name.length)}</span>
                    <b>{field.name}</b>
                  </div>
                  <div className={styles.type} lang="en">
                    {field.type}
                  </div>
                </th>
                {!plain && (
                  <td className={styles.default}>
                    {field.isRequired ? (
                      <Lozenge kind="error">{t('required')}</Lozenge>
                    ) : (
                      <span className="quiet" translate="no">
                        {field.byDefault}
                      </span>
                    )}
                  </td>
                )}
                <td className="soft" lang="en">
                  {field.description}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}

interface Row {
  field: FieldDoc
  /** «owner.id» */
  path: string
}

function rowsOf(field: FieldDoc, before = ''): Row[] {
  const path = before + field.name
  return [{ field, path }, ...field.inside.flatMap((inner) => rowsOf(inner, `${path}.`))]
}
