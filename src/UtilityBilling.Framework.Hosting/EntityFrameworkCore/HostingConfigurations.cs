using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.BackgroundJobs;
using UtilityBilling.Hosting.DataProtection;
using UtilityBilling.Hosting.EventBus;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Hosting.EntityFrameworkCore;

internal sealed class BackgroundJobConfiguration : IEntityTypeConfiguration<BackgroundJobRecord>
{
    public void Configure(EntityTypeBuilder<BackgroundJobRecord> builder)
    {
        builder.ToTable("background_jobs", "platform");
        builder.HasKey(j => j.Id);
        builder.Property(j => j.Id).ValueGeneratedNever();
        builder.Property(j => j.Type).HasMaxLength(100);
        builder.Property(j => j.Error).HasMaxLength(500);
        builder.Property(j => j.CorrelationId).HasMaxLength(64);
        builder.HasIndex(j => new { j.TenantId, j.Type, j.RecordId }).IsUnique().HasFilter("state = 'Waiting'").HasDatabaseName("ix_background_jobs_waiting");
        builder.HasIndex(j => new { j.TenantId, j.EnqueuedAt });
        builder.HasIndex(j => new { j.NotBefore, j.Id }).HasFilter("state in ('Waiting', 'Running')").HasDatabaseName("ix_background_jobs_open");
    }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_messages", "platform");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Type).HasMaxLength(100);
        builder.Property(m => m.Error).HasMaxLength(500);
        builder.HasIndex(m => new { m.NotBefore, m.Id }).HasFilter("delivered_at is null").HasDatabaseName("ix_outbox_messages_open");
    }
}

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKeyRow>
{
    public void Configure(EntityTypeBuilder<DataProtectionKeyRow> builder)
    {
        builder.ToTable("data_protection_keys", "platform");
        builder.HasKey(k => k.Name);
        builder.Property(k => k.Xml).LongText(8000);
    }
}

internal sealed class IdempotencyKeyConfiguration : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.ChildTable("idempotency_keys", "platform", nameof(IdempotencyKey.Key));
        builder.Property(k => k.FormHash).HasMaxLength(64);
        builder.Property(k => k.ResponseLocation).LongText(2000);
        builder.TenantIndex(nameof(IdempotencyKey.CreatedAt));
    }
}
