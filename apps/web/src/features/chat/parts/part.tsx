import type { ContentPart, Message } from '@parley/data-provider';
import { memo } from 'react';
import { RemoteImagePart } from './image-part.tsx';
import { OwnImage } from '../thread/own-image.tsx';
import { ErrorPart } from './error-part.tsx';
import { ReasoningPart } from './reasoning-part.tsx';
import { TextPart } from './text-part.tsx';
import { ToolPart } from './tool-part.tsx';

export interface PartProps {
  part: ContentPart;
  answer: Message;
  /** This part is being written. */
  isLive: boolean;
}

/** One part of an answer. Those that are finished keep their object, and are not drawn again. */
export const Part = memo(
  function Part({ part, answer, isLive }: PartProps) {
    switch (part.type) {
      case 'text':
        return <TextPart text={part.text} isLive={isLive} />;
      case 'think':
        return <ReasoningPart text={part.think} durationMs={part.durationMs} isLive={isLive} />;
      case 'tool_call':
        return <ToolPart call={part.tool_call} isLive={isLive} />;
      case 'image_url':
        return <RemoteImagePart image={part.image_url} />;
      case 'image_file':
        return <OwnImage file={part.image_file} />;
      case 'error':
        return <ErrorPart error={part.error} answer={answer} />;
    }
  },
  (before, after) =>
    before.part === after.part && before.isLive === after.isLive && before.answer.messageId === after.answer.messageId,
);
