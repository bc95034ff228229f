using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.Billing.Emails;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Billing.Templates;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Billing.EntityFrameworkCore;

internal sealed class EmailServerConfiguration : IEntityTypeConfiguration<EmailServer>
{
    public void Configure(EntityTypeBuilder<EmailServer> builder)
    {
        builder.TenantTable("email_servers", BillingSchema.Name);
        foreach (var name in (string[])[nameof(EmailServer.SmtpHost), nameof(EmailServer.SmtpUser), nameof(EmailServer.FromAddress), nameof(EmailServer.ReplyTo), nameof(EmailServer.BounceAddress), nameof(EmailServer.ImapHost), nameof(EmailServer.ImapUser)])
            builder.Property(name).HasMaxLength(200);
        builder.Property(s => s.SmtpSecret).LongTextOrNull(2000);
        builder.Property(s => s.ImapSecret).LongTextOrNull(2000);
        builder.Property(s => s.LastError).HasMaxLength(500);
        builder.Property(s => s.MailboxError).HasMaxLength(500);
        builder.HasIndex(nameof(EmailServer.TenantId)).IsUnique();
        builder.Check("ck_email_servers_limits", "per_minute > 0 and (imap_host is null) = (imap_port is null)");
    }
}

internal sealed class EmailMessageConfiguration : IEntityTypeConfiguration<EmailMessage>
{
    public void Configure(EntityTypeBuilder<EmailMessage> builder)
    {
        builder.TenantTable("email_messages", BillingSchema.Name);
        builder.Property(m => m.Address).HasMaxLength(200);
        builder.Property(m => m.MessageId).HasMaxLength(250);
        builder.Property(m => m.Words).HasMaxLength(500);
        builder.Property(m => m.CreatedByName).HasMaxLength(200);
        builder.HasOne<StatementPiece>().WithMany().HasForeignKey(nameof(EmailMessage.TenantId), nameof(EmailMessage.StatementId), nameof(EmailMessage.Piece)).OnDelete(DeleteBehavior.Restrict);
        builder.References<EmailMessage, BillRun>(m => m.RunId);
        builder.References<EmailMessage, TemplateVersion>(m => m.TemplateVersionId);
        builder.TenantUnique(nameof(EmailMessage.StatementId), nameof(EmailMessage.Piece));
        builder.TenantUnique(nameof(EmailMessage.MessageId));
        builder.TenantIndex(nameof(EmailMessage.State), nameof(EmailMessage.NotBefore));
        builder.TenantIndex(nameof(EmailMessage.RunId));
        builder.TenantIndex(nameof(EmailMessage.ClaimedAt));
        builder.Check("ck_email_messages_state", "(state <> 'Sent' or sent_at is not null) and (state not in ('Sending', 'InDoubt') or claimed_at is not null) and tries >= 0");
    }
}

internal sealed class PieceOnPaperConfiguration : IEntityTypeConfiguration<PieceOnPaper>
{
    public void Configure(EntityTypeBuilder<PieceOnPaper> builder)
    {
        builder.ChildTable("pieces_on_paper", BillingSchema.Name, nameof(PieceOnPaper.StatementId), nameof(PieceOnPaper.Piece));
        builder.AppendOnly();
        builder.Property(p => p.ByName).HasMaxLength(200);
        builder.References<PieceOnPaper, BillRun>(p => p.RunId);
        builder.TenantIndex(nameof(PieceOnPaper.RunId));
        builder.HasOne<StatementPiece>().WithMany().HasForeignKey(nameof(PieceOnPaper.TenantId), nameof(PieceOnPaper.StatementId), nameof(PieceOnPaper.Piece)).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EmailReportConfiguration : IEntityTypeConfiguration<EmailReport>
{
    public void Configure(EntityTypeBuilder<EmailReport> builder)
    {
        builder.TenantTable("email_reports", BillingSchema.Name);
        builder.Property(r => r.From).HasMaxLength(200);
        builder.Property(r => r.Subject).HasMaxLength(300);
        builder.Property(r => r.Address).HasMaxLength(200);
        builder.Property(r => r.Status).HasMaxLength(12);
        builder.Property(r => r.Words).HasMaxLength(500);
        builder.Property(r => r.SettledByName).HasMaxLength(200);
        builder.References<EmailReport, EmailMessage>(r => r.EmailId);
        builder.TenantUnique(nameof(EmailReport.MailboxValidity), nameof(EmailReport.MailboxUid));
        builder.TenantIndex(nameof(EmailReport.ReceivedAt));
        builder.Check("ck_email_reports_settled", "(settled_at is null) = (settled_by_name is null)");
    }
}

internal sealed class BadAddressConfiguration : IEntityTypeConfiguration<BadAddress>
{
    public void Configure(EntityTypeBuilder<BadAddress> builder)
    {
        builder.TenantTable("bad_addresses", BillingSchema.Name);
        builder.Property(a => a.Address).HasMaxLength(200);
        builder.Property(a => a.Words).HasMaxLength(500);
        builder.Property(a => a.ClearedByName).HasMaxLength(200);
        builder.TenantIndex(nameof(BadAddress.AccountId), nameof(BadAddress.Address)).IsUnique().HasFilter("cleared_at is null");
        builder.Check("ck_bad_addresses_cleared", "(cleared_at is null) = (cleared_by_name is null)");
    }
}
