import auth from './auth.json' with { type: 'json' };
import chat from './chat.json' with { type: 'json' };
import commands from './commands.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import composer from './composer.json' with { type: 'json' };
import conversations from './conversations.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import markdown from './markdown.json' with { type: 'json' };
import models from './models.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };

export const en = { auth, chat, commands, common, composer, conversations, errors, markdown, models, settings };
