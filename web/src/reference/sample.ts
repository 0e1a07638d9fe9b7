// not translated in this file: a document for tests
import type { OpenApi } from './document'

/** For tests: a small document of the kind that the server writes. */
export const SAMPLE: OpenApi = {
  info: { version: '0.1.0' },
  tags: [{ name: 'Rooms' }, { name: 'Messages' }, { name: 'health' }, { name: 'API v1' }],
  paths: {
    '/api/health': {
      get: {
        operationId: 'get_health',
        summary: 'Get health',
        tags: ['health'],
        responses: { '200': { description: 'OK' } },
        security: [],
      },
    },
    '/v2/room': {
      get: {
        operationId: 'get_all_rooms',
        summary: 'Get all rooms',
        tags: ['Rooms'],
        parameters: [
          {
            name: 'max-results',
            in: 'query',
            schema: { type: 'integer', minimum: 0, maximum: 1000, default: 100 },
          },
        ],
        responses: {
          '200': {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    items: { type: 'array', items: { $ref: '#/components/schemas/RoomStub' } },
                    startIndex: { type: 'integer' },
                  },
                },
              },
            },
          },
          '405': { description: 'Method Not Allowed' },
          '404': { $ref: '#/components/responses/NotFound' },
        },
        'x-scopes-any': ['view_group'],
        'x-clients': ['group_client', 'user'],
      },
    },
    '/v1/rooms/topic': {
      post: {
        operationId: 'v1_rooms_topic',
        summary: 'Set or clear the topic of a room',
        tags: ['API v1'],
        requestBody: {
          content: {
            'application/x-www-form-urlencoded': { schema: { $ref: '#/components/schemas/TopicIn' } },
          },
        },
        responses: { '200': { description: 'Done.' } },
        'x-v1-tokens': ['admin'],
      },
    },
    '/v2/room/{room}/share/file': {
      post: {
        operationId: 'share_file_with_room',
        summary: 'Share file with room',
        tags: ['Rooms'],
        parameters: [{ name: 'room', in: 'path', required: true, schema: { type: 'string' } }],
        requestBody: { content: { 'multipart/related': {}, 'multipart/form-data': {} } },
        responses: { '204': { description: 'No Content' } },
        'x-scopes-any': ['send_message'],
        'x-clients': ['user'],
      },
    },
    '/v2/room/{room}/notification': {
      post: {
        operationId: 'send_room_notification',
        summary: 'Send room notification',
        description: 'Send a notification to a room.',
        tags: ['Messages'],
        parameters: [
          {
            name: 'room',
            in: 'path',
            required: true,
            schema: { type: 'string' },
            description: 'Id or name.',
          },
        ],
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NotificationIn' } } },
        },
        responses: { '204': { description: 'No Content' } },
        'x-scopes-any': ['send_notification'],
        'x-clients': ['room_client'],
        'x-flood-control': 'room',
        'x-source': { mark: 'recorded', open: ['callers'] },
        'x-deviations': ['We say 409 for archived rooms.'],
        'x-example': {
          request: {
            verb: 'POST',
            path: '/v2/room/1/notification',
            body: { message: 'Build 7 passed', color: 'green', from: null },
          },
          response: { status: 204, headers: { 'X-Ratelimit-Limit': '100' } },
        },
      },
    },
  },
  'x-scopes': {
    send_notification: { name: 'Send Notification', description: 'Post notifications to rooms' },
  },
  'x-limits': { calls_user: 100, calls_addon: 500, calls_v1: 500, messages: 30 },
  components: {
    responses: { NotFound: { description: 'There is no such thing.' } },
    schemas: {
      RoomStub: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
      TopicIn: {
        type: 'object',
        properties: { room_id: { type: 'string' }, topic: { type: 'string', maxLength: 250 } },
        required: ['room_id', 'topic'],
      },
      NotificationIn: {
        type: 'object',
        properties: {
          color: { enum: ['gray', 'green'], default: 'gray' },
          notify: { type: 'boolean', default: false },
          card: { description: 'Any value.', default: null },
          from: { anyOf: [{ type: 'string', maxLength: 64 }, { type: 'null' }] },
          message: { type: 'string', minLength: 1, maxLength: 10000 },
        },
        required: ['message'],
      },
    },
  },
}
