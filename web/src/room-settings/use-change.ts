import { useMutation, useQueryClient } from '@tanstack/react-query'
import { sentence } from '../api/errors'
import { toast } from '../ui'
import { changeRoom, type RoomChange, type RoomSettings } from './calls'
import { settingsKey } from './frame'

/** Changes a room; what the server answers is shown at once. `undo` brings back what was. */
export function useRoomChange(room: RoomSettings) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ change }: { change: RoomChange; done: string; undo?: RoomChange }) =>
      changeRoom(room.id, change),
    onSuccess: (changed, { done, undo }) => {
      queries.setQueryData(settingsKey(room.id), changed)
      void queries.invalidateQueries({ queryKey: ['room-parts', room.id] })
      void queries.invalidateQueries({ queryKey: ['rooms-to-try'] })
      toast(
        done,
        undo &&
          (() =>
            void changeRoom(room.id, undo).then(
              (back) => queries.setQueryData(settingsKey(room.id), back),
              (refusal) => toast(sentence(refusal)),
            )),
      )
    },
  })
}
