import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { plural, t } from '../i18n'
import { useSession } from '../session/session'
import { Button, PageHead, Table, useTitle } from '../ui'
import { AddPerson } from './add-person'
import {
  type AdminPerson,
  GROUP,
  getGroup,
  listPeople,
  type PeopleFilter,
  type SignInLink,
} from './admin-calls'
import { AdminPage } from './admin-page'
import { Narrowed, useNarrowing } from './list-parts'
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
  const [asked, setAsked] = useState<Asked | null>(null)
  const [adding, setAdding] = useState(false)
  const [link, setLink] = useState<SignInLink | null>(null)
  const people = useNarrowing<AdminPerson, PeopleFilter>(PEOPLE, 'all', listPeople)
  const counts = people.listed.data?.counts
  const group = useQuery({ queryKey: GROUP, queryFn: ({ signal }) => getGroup(signal) })
  const isOwner = me !== undefined && me !== null && group.data?.owner?.id === me.id
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
      <Narrowed
        of={people}
        find={{ label: t('Find people'), placeholder: t('Name, @mention or e-mail') }}
        filters={[
          { value: 'all', text: t('All {n}', { n: people.count('all') }) },
          { value: 'admins', text: t('Administrators {n}', { n: people.count('admins') }) },
          { value: 'guests', text: t('Guests {n}', { n: people.count('guests') }) },
          { value: 'deactivated', text: t('Deactivated {n}', { n: people.count('deactivated') }) },
        ]}
        empty={(query) =>
          query
            ? t('Nobody is called like that. Try a part of the name or of the address.')
            : t('There is nobody here.')
        }
      >
        {(items) => (
          <Table label={t('People')} columns={[t('Name'), t('Role'), t('Last seen'), t('Signed in')]}>
            {items.map((person) => (
              <PersonLine
                key={person.id}
                person={person}
                isMe={person.id === me?.id}
                canHandOver={isOwner}
                onAsk={(what) => setAsked({ what, person })}
              />
            ))}
          </Table>
        )}
      </Narrowed>
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
