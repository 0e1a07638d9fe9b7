import type { OpenApi } from './openapi'

/** For tests: a small document of the kind that the server writes. */
export const SAMPLE: OpenApi = {
  info: { version: '0.1.0' },
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
        tags: ['rooms'],
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
                  properties: { items: { type: 'array', items: { $ref: '#/components/schemas/RoomStub' } } },
                },
              },
            },
          },
          '405': { description: 'Method Not Allowed' },
          '404': { description: 'Not Found' },
        },
        'x-scopes-any': ['view_group'],
        'x-clients': ['group_client', 'user'],
      },
    },
    '/v2/room/{room}/notification': {
      post: {
        operationId: 'send_room_notification',
        summary: 'Send room notification',
        description: 'Send a notification to a room.',
        tags: ['messages'],
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
      },
    },
  },
  components: {
    schemas: {
      RoomStub: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
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
