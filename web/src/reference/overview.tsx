import { Link } from 'wouter'
import { Block, LinkButton, PageHead, useTitle } from '../ui'
import { MethodTag } from './method-tag'
import type { Family } from './openapi'
import styles from './reference.module.css'

/** `/docs`: how to call, then every method. */
export function Overview({ families, version }: { families: readonly Family[]; version: string }) {
  useTitle('API reference')
  return (
    <>
      <PageHead title="API reference" actions={<LinkButton href="/account/api">Make a token</LinkButton>}>
        Everything under /v2 speaks the HipChat REST API. Change the host name of a script, and it works.
      </PageHead>
      <div className={styles.intro}>
        <p>
          Send the token as <code>Authorization: Bearer …</code> or as <code>?auth_token=…</code>. Bodies are
          JSON. Add <code>auth_test=true</code> to any call to learn whether the token may do it, without
          doing it.
        </p>
        <p>
          Every error looks alike:{' '}
          <code>{'{"error": {"code": 404, "type": "Not Found", "message": "…"}}'}</code>. Any method can also
          answer 405, 408, 414, 431, 500 or 507. <code>X-Ratelimit-Remaining</code> says how many calls are
          left.
        </p>
        <p className="small quiet">
          Chinwag {version} · <a href="/api/openapi.json">OpenAPI 3.1 document</a>
        </p>
      </div>
      {families.map((family) => (
        <Block key={family.name} title={family.name}>
          <ul className={styles.family}>
            {family.methods.map((method) => (
              <li key={method.id}>
                <Link href={`/docs/${method.id}`}>
                  <span>
                    <MethodTag verb={method.verb} />
                  </span>
                  <span>{method.title}</span>
                  <span>{method.path}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Block>
      ))}
    </>
  )
}
