using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.MailLog;
using UtilityBilling.Billing.Templates;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class TextTemplateConfiguration : IEntityTypeConfiguration<TextTemplate>
{
    public void Configure(EntityTypeBuilder<TextTemplate> builder)
    {
        builder.TenantTable("text_templates", BillingSchema.Name);
        builder.Property(t => t.Code).HasMaxLength(20);
        builder.Property(t => t.NameEn).HasMaxLength(100);
        builder.Property(t => t.NameEs).HasMaxLength(100);
        builder.TenantUnique(nameof(TextTemplate.Code));
        // A statement has one e-mail and one insert: two in use would leave the choice to chance.
        builder.TenantIndex(nameof(TextTemplate.Kind)).IsUnique().HasFilter("kind in ('StatementEmail', 'StatementInsert') and not is_retired");
    }
}

internal sealed class TemplateVersionConfiguration : IEntityTypeConfiguration<TemplateVersion>
{
    public void Configure(EntityTypeBuilder<TemplateVersion> builder)
    {
        builder.TenantTable("template_versions", BillingSchema.Name);
        builder.Property(v => v.PreparedByName).HasMaxLength(200);
        builder.Property(v => v.ApprovedByName).HasMaxLength(200);
        builder.References<TemplateVersion, TextTemplate>(v => v.TemplateId);
        builder.TenantUnique(nameof(TemplateVersion.TemplateId), nameof(TemplateVersion.Number));
        builder.Check("ck_template_versions_approval", "(state = 'Approved') = (approved_by is not null) and approved_by is distinct from prepared_by and number > 0");
    }
}

internal sealed class TemplateTextConfiguration : IEntityTypeConfiguration<TemplateText>
{
    public void Configure(EntityTypeBuilder<TemplateText> builder)
    {
        builder.ChildTable("template_texts", BillingSchema.Name, nameof(TemplateText.VersionId), nameof(TemplateText.Language));
        builder.AppendOnly();
        builder.Property(t => t.Language).HasMaxLength(2);
        builder.Property(t => t.Subject).HasMaxLength(200);
        builder.Property(t => t.Body).LongText(12_000);
        builder.References<TemplateText, TemplateVersion>(t => t.VersionId);
        builder.Check("ck_template_texts_language", "language in ('en', 'es')");
    }
}

internal sealed class LetterBatchConfiguration : IEntityTypeConfiguration<LetterBatch>
{
    public void Configure(EntityTypeBuilder<LetterBatch> builder)
    {
        builder.TenantTable("letter_batches", BillingSchema.Name);
        builder.Property(b => b.CreatedByName).HasMaxLength(200);
        builder.Property(b => b.PrintedByName).HasMaxLength(200);
        builder.Property(b => b.ClosedReason).HasMaxLength(500);
        builder.Property(b => b.ClosedByName).HasMaxLength(200);
        builder.References<LetterBatch, TemplateVersion>(b => b.VersionId);
        builder.References<LetterBatch, MailDepartment>(b => b.DepartmentId);
        builder.References<LetterBatch, MailEntry>(b => b.MailEntryId);
        builder.TenantUnique(nameof(LetterBatch.Number));
        builder.Check("ck_letter_batches_state", "letters > 0 and (state = 'Printed') = (printed_at is not null) and (state = 'Void') = (closed_reason is not null) and (mail_entry_id is null or state = 'Printed')");
    }
}

internal sealed class LetterRecipientConfiguration : IEntityTypeConfiguration<LetterRecipient>
{
    public void Configure(EntityTypeBuilder<LetterRecipient> builder)
    {
        builder.ChildTable("letter_recipients", BillingSchema.Name, nameof(LetterRecipient.BatchId), nameof(LetterRecipient.Position));
        builder.AppendOnly();
        builder.References<LetterRecipient, LetterBatch>(r => r.BatchId);
        builder.TenantUnique(nameof(LetterRecipient.BatchId), nameof(LetterRecipient.AccountId));
        builder.TenantIndex(nameof(LetterRecipient.AccountId));
    }
}

internal sealed class LetterConfiguration : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> builder)
    {
        builder.ChildTable("letters", BillingSchema.Name, nameof(Letter.BatchId), nameof(Letter.Position));
        builder.AppendOnly();
        builder.Property(l => l.Name).HasMaxLength(200);
        builder.Property(l => l.Content).HasColumnType("text").HasMaxLength(200_000);
        builder.Property(l => l.Digest).HasMaxLength(64);
        builder.HasOne<LetterRecipient>().WithMany().HasForeignKey(nameof(Letter.TenantId), nameof(Letter.BatchId), nameof(Letter.Position)).OnDelete(DeleteBehavior.Restrict);
        builder.Check("ck_letters_pages", "pages > 0");
    }
}
