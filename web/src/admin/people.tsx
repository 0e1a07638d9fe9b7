import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { formatNumber, plural, t } from '../i18n'
import { useSession } from '../session/session'
import { Button, Loaded, PageHead, Segments, Table, useTitle } from '../ui'
import { AddPerson } from './add-person'
import styles from './admin.module.css'
import { listPeople, type PeopleFilter, type SignInLink } from './admin-calls'
import { AdminPage } from './admin-page'
import { Find, Pager, useRested } from './list-parts'
import { type Asked, PersonDialogs } from './person-dialogs'
import { PersonLine } from './person-line'
import { LinkOnce } from './sign-in-link'

export const PEOPLE = ['admin-people'] as const

/** `/admin/people`: everybody who has an account, and what administrators may do about it. */
export function AdminPeoplePage() {
  return (
    <AdminPage isWide>
      <OfTheTeam />
    </AdminPage>
  )
}

function OfTheTeam() {
  useTitle(t('People'))
  const me = useSession().data?.me
  const [text, setText] = useState('')
  const [filter, setFilter] = useState<PeopleFilter>('all')
  const [page, setPage] = useState(0)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [adding, setAdding] = useState(false)
  const [link, setLink] = useState<SignInLink | null>(null)
  const query = useRested(text)
  const listed = useQuery({
    queryKey: [...PEOPLE, query, filter, page],
    queryFn: ({ signal }) => listPeople({ query, filter, page }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const counts = listed.data?.counts
  const count = (kind: PeopleFilter) => (counts ? formatNumber(counts[kind]) : '')
  return (
    <>
      <PageHead
        title={t('People')}
        actions={
          <Button look="go" icon={UserPlus} onClick={() => setAdding(true)}>
            {t('Add a person')}
          </Button>
        }
      >
        {counts &&
          plural(counts.all, { one: '{n} person has an account.', other: '{n} people have an account.' })}
      </PageHead>
      <div className={styles.bar}>
        <Find
          label={t('Find people')}
          placeholder={t('Name, @mention or e-mail')}
          value={text}
          onChange={(value) => {
            setText(value)
            setPage(0)
          }}
        />
        <Segments
          label={t('Show')}
          value={filter}
          options={[
            { value: 'all', text: t('All {n}', { n: count('all') }) },
            { value: 'admins', text: t('Administrators {n}', { n: count('admins') }) },
            { value: 'guests', text: t('Guests {n}', { n: count('guests') }) },
            { value: 'deactivated', text: t('Deactivated {n}', { n: count('deactivated') }) },
          ]}
          onChange={(value) => {
            setFilter(value)
            setPage(0)
          }}
        />
      </div>
      <Loaded query={listed} lines={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className={styles.nothing}>
              {query
                ? t('Nobody is called like that. Try a part of the name or of the address.')
                : t('There is nobody here.')}
            </p>
          ) : (
            <>
              <Table label={t('People')} columns={[t('Name'), t('Role'), t('Last seen'), t('Signed in')]}>
                {items.map((person) => (
                  <PersonLine
                    key={person.id}
                    person={person}
                    isMe={person.id === me?.id}
                    onAsk={(what) => setAsked({ what, person })}
                  />
                ))}
              </Table>
              <Pager page={page} shown={items.length} total={total} onPage={setPage} />
            </>
          )
        }
      </Loaded>
      {adding && (
        <AddPerson
          onClose={() => setAdding(false)}
          onAdded={(made) => {
            setAdding(false)
            setLink(made)
          }}
        />
      )}
      <PersonDialogs asked={asked} onClose={() => setAsked(null)} onLink={setLink} />
      {link && <LinkOnce link={link} onClose={() => setLink(null)} />}
    </>
  )
}
