import { useNavigate, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { ChatPage } from '../features/chat/chat-page.tsx';
import { ModelPicker } from '../features/models/model-picker.tsx';
import { ParametersButton } from '../features/models/parameters-button.tsx';
import { rememberSelection } from '../features/models/selection.ts';
import { useSelection } from '../features/models/use-selection.ts';
import { useAccount } from '../shared/api/session-state.ts';
import { DemoNotice } from './demo-notice.tsx';
import { TopBar } from './top-bar.tsx';

const newConversation = 'new';

export function ChatRoute() {
  const params = useParams({ from: '/inside/c/$conversationId' });
  const navigate = useNavigate();
  const account = useAccount();
  const conversationId = params.conversationId === newConversation ? null : params.conversationId;
  const { selection, choose, setParameters } = useSelection(conversationId);
  const open = (id: string) => navigate({ to: '/c/$conversationId', params: { conversationId: id }, replace: true });

  return (
    <>
      <TopBar conversationId={conversationId} />
      <ChatPage
        conversationId={conversationId}
        settings={selection}
        readerName={account.name}
        controls={
          <Suspense>
            <ModelPicker selection={selection} onChoose={choose} />
            {selection && <ParametersButton selection={selection} onChange={setParameters} />}
          </Suspense>
        }
        notice={<DemoNotice endpoint={selection?.endpoint} />}
        onCreated={(id) => {
          if (selection) rememberSelection(id, selection);
          void open(id);
        }}
        onAbandoned={() => void open(newConversation)}
      />
    </>
  );
}
