using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Templates;

/// <summary>Shows what a version says to a real account, by its last statement where the text belongs to statements.</summary>
internal sealed class TemplatePreviews(
    IUtilityBillingDbContext database, TemplateBook book, AccountFactsReader facts, IAccountDirectory accounts, ITownProfileProvider profiles, LocalizationCatalog catalog, IClock clock)
{
    private static readonly string[] Languages = ["en", "es"];

    public async Task<TemplatePreviewDto> OfAsync(TemplateVersion version, TemplateKind kind, string? accountNumber, CancellationToken cancellationToken)
    {
        var read = await book.ReadAsync(version.Id, kind, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(accountNumber))
            return new TemplatePreviewDto(null, "", [.. Languages.Select(l => read[l].Fill(l, TemplateFields.Example(kind, l)))]);
        var card = await FindAsync(accountNumber, cancellationToken).ConfigureAwait(false);
        var town = await profiles.GetAsync(cancellationToken).ConfigureAwait(false);
        if (TemplateFields.IsOfStatement(kind))
        {
            var bill = await LastStatementAsync(card, cancellationToken).ConfigureAwait(false);
            return new TemplatePreviewDto(card.Number, card.CustomerName, [.. Languages.Select(l => read[l].Fill(l, TemplateValues.Of(bill, RecipientKind.Payer, town, clock.Today, TemplateValues.Words(catalog, l))))]);
        }
        var account = (await facts.ReadAsync([card.AccountId], cancellationToken).ConfigureAwait(false))[card.AccountId];
        return new TemplatePreviewDto(card.Number, card.CustomerName, [.. Languages.Select(l => read[l].Fill(l, TemplateValues.Of(account, town, clock.Today, TemplateValues.Words(catalog, l))))]);
    }

    public async Task WritePdfAsync(TemplateVersion version, TemplateKind kind, string? accountNumber, Stream output, CancellationToken cancellationToken)
    {
        var preview = await OfAsync(version, kind, accountNumber, cancellationToken).ConfigureAwait(false);
        var town = await profiles.GetAsync(cancellationToken).ConfigureAwait(false);
        var card = preview.AccountNumber is null ? null : await FindAsync(preview.AccountNumber, cancellationToken).ConfigureAwait(false);
        var example = TemplateFields.Example(kind, "en");
        var letter = new LetterContent(
            kind, LetterTown.Of(town), clock.Today, card?.Mailing ?? [example["customer_name"]!, .. example["mailing_address"]!.Split(", ", 2)], card?.Number ?? example["account_number"]!, card?.Address ?? example["service_address"]!, preview.Texts);
        using var pdf = new LetterPdf(catalog);
        await pdf.WriteAsync(output, new[] { letter }.ToAsyncEnumerable(), town.Name, clock.UtcNow, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AccountCard> FindAsync(string number, CancellationToken cancellationToken) =>
        await accounts.FindAsync(number.Trim(), cancellationToken).ConfigureAwait(false) ?? throw new BusinessException("Billing:Template.NoSuchAccount").ForField("Account").WithData("Account", number.Trim());

    private async Task<BillDocument> LastStatementAsync(AccountCard card, CancellationToken cancellationToken)
    {
        var content = await database.Set<Statement>().AsNoTracking().Where(s => s.AccountId == card.AccountId).OrderByDescending(s => s.Number)
            .Join(database.Set<StatementDocument>(), s => s.Id, d => d.StatementId, (s, d) => new { s.Number, d.Content }).OrderByDescending(s => s.Number).Select(s => s.Content).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return content is null ? throw new BusinessException("Billing:Template.NoStatement").ForField("Account").WithData("Account", card.Number) : StatementContent.Read(content);
    }
}
