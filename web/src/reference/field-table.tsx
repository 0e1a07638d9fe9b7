import { Lozenge } from '../ui'
import type { FieldDoc } from './openapi'
import styles from './reference.module.css'

/** Name and type, whether it is required or what holds without it, what it does. */
export function FieldTable({
  label,
  fields,
  plain,
}: {
  label: string
  fields: readonly FieldDoc[]
  plain?: boolean
}) {
  const isShort = plain && fields.every((field) => !field.description)
  return (
    <div className={styles.fields}>
      <table aria-label={label}>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name}>
              <th scope="row">
                <div className="mono small">
                  <b>{field.name}</b>
                </div>
                {!isShort && <div className={styles.type}>{field.type}</div>}
              </th>
              {!plain && (
                <td className={styles.default}>
                  {field.isRequired ? (
                    <Lozenge kind="error">required</Lozenge>
                  ) : (
                    <span className="quiet">{field.byDefault}</span>
                  )}
                </td>
              )}
              <td className="soft">{isShort ? field.type : field.description}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
