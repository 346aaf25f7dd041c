-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "rotated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_agent" TEXT,
    "ip" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "request_key" TEXT,
    "request_message_id" TEXT NOT NULL,
    "response_message_id" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "model" TEXT,
    "status" TEXT NOT NULL DEFAULT 'running',
    "outcome" TEXT,
    "error" JSONB,
    "instance_id" UUID NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "title" TEXT NOT NULL DEFAULT 'New Chat',
    "title_source" TEXT NOT NULL DEFAULT 'default',
    "endpoint" TEXT,
    "endpoint_type" TEXT,
    "model" TEXT,
    "agent_id" TEXT,
    "assistant_id" TEXT,
    "spec" TEXT,
    "icon_url" TEXT,
    "parameters" JSONB NOT NULL DEFAULT '{}',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "file_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_archived" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "files" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "filename" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "data" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_keys" (
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_keys_pkey" PRIMARY KEY ("user_id","name")
);

-- CreateTable
CREATE TABLE "messages" (
    "position" BIGSERIAL NOT NULL,
    "conversation_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "parent_message_id" TEXT,
    "parent_position" BIGINT,
    "is_created_by_user" BOOLEAN NOT NULL,
    "sender" TEXT,
    "text" TEXT NOT NULL DEFAULT '',
    "content" JSONB,
    "endpoint" TEXT,
    "model" TEXT,
    "icon_url" TEXT,
    "token_count" INTEGER,
    "prompt_tokens" INTEGER,
    "is_unfinished" BOOLEAN NOT NULL DEFAULT false,
    "is_error" BOOLEAN NOT NULL DEFAULT false,
    "is_edited" BOOLEAN NOT NULL DEFAULT false,
    "finish_reason" TEXT,
    "files" JSONB,
    "attachments" JSONB,
    "feedback" JSONB,
    "metadata" JSONB,
    "provider_state" JSONB,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "username" TEXT NOT NULL DEFAULT '',
    "password_hash" TEXT,
    "avatar" TEXT,
    "provider" TEXT NOT NULL DEFAULT 'local',
    "role" TEXT NOT NULL DEFAULT 'USER',
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "plugins" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false,
    "terms_accepted" BOOLEAN NOT NULL DEFAULT false,
    "use_memories" BOOLEAN NOT NULL DEFAULT true,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "runs_conversation_id_started_at_idx" ON "runs"("conversation_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "runs_user_id_status_idx" ON "runs"("user_id", "status");

-- CreateIndex
CREATE INDEX "runs_status_heartbeat_at_idx" ON "runs"("status", "heartbeat_at");

-- CreateIndex
CREATE UNIQUE INDEX "runs_user_id_request_key_key" ON "runs"("user_id", "request_key");

-- CreateIndex
CREATE INDEX "conversations_active_idx" ON "conversations"("user_id", "updated_at" DESC, "id" DESC) WHERE ("is_archived" = false AND "expires_at" IS NULL);

-- CreateIndex
CREATE INDEX "conversations_archived_idx" ON "conversations"("user_id", "updated_at" DESC, "id" DESC) WHERE ("is_archived" = true AND "expires_at" IS NULL);

-- CreateIndex
CREATE INDEX "conversations_user_id_created_at_id_idx" ON "conversations"("user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "conversations_user_id_title_id_idx" ON "conversations"("user_id", "title", "id");

-- CreateIndex
CREATE INDEX "files_user_id_created_at_idx" ON "files"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "messages_conversation_id_position_idx" ON "messages"("conversation_id", "position");

-- CreateIndex
CREATE INDEX "messages_conversation_id_parent_message_id_idx" ON "messages"("conversation_id", "parent_message_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_user_id_message_id_key" ON "messages"("user_id", "message_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_conversation_id_message_id_position_key" ON "messages"("conversation_id", "message_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_keys" ADD CONSTRAINT "provider_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_parent_message_id_parent_position_fkey" FOREIGN KEY ("conversation_id", "parent_message_id", "parent_position") REFERENCES "messages"("conversation_id", "message_id", "position") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- The tree, beyond what the schema can say. The foreign key holds a parent to a message of the same conversation that
-- exists; with a parent's position always smaller, following parents ends: no statement can write a cycle.
ALTER TABLE "messages"
    ADD CONSTRAINT "messages_parent_is_whole_check" CHECK (("parent_message_id" IS NULL) = ("parent_position" IS NULL)),
    ADD CONSTRAINT "messages_parent_comes_before_check" CHECK ("parent_position" < "position");
