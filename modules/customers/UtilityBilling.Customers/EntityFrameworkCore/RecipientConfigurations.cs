using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UtilityBilling.EntityFrameworkCore;

namespace UtilityBilling.Customers.EntityFrameworkCore;

internal sealed class AccountRecipientConfiguration : IEntityTypeConfiguration<AccountRecipient>
{
    public void Configure(EntityTypeBuilder<AccountRecipient> builder)
    {
        builder.TenantTable("account_recipients", CustomersSchema.Name);
        builder.Property(r => r.Name).HasMaxLength(200);
        builder.Property(r => r.Line1).HasMaxLength(200);
        builder.Property(r => r.Line2).HasMaxLength(200);
        builder.Property(r => r.City).HasMaxLength(100);
        builder.Property(r => r.State).HasMaxLength(2);
        builder.Property(r => r.Zip).HasMaxLength(10);
        builder.Property(r => r.Email).HasMaxLength(200);
        builder.Property(r => r.Language).HasMaxLength(4);
        builder.Property(r => r.Reason).HasMaxLength(500);
        builder.References<AccountRecipient, Account>(r => r.AccountId);
        builder.TenantIndex(nameof(AccountRecipient.AccountId));
        builder.Check("ck_account_recipients_dates", "\"to\" is null or \"to\" >= \"from\"");
        builder.Check("ck_account_recipients_something", "gets_bills or gets_notices");
        builder.Check("ck_account_recipients_somewhere", "email is not null or (line1 is not null and city is not null and state is not null and zip is not null)");
        builder.Check("ck_account_recipients_language", "language in ('en', 'es', 'both')");
    }
}
