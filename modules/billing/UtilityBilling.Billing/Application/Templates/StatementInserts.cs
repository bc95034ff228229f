using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;

namespace UtilityBilling.Billing.Templates;

/// <summary>Adds the town's insert to statements as they are frozen, last among the messages; one that says nothing to a statement is left out. In force is what the bill's date finds.</summary>
internal sealed class StatementInserts(TemplateBook book, ITownProfileProvider profiles, LocalizationCatalog catalog)
{
    public async Task<IReadOnlyList<BuiltStatement>> AddAsync(IReadOnlyList<BuiltStatement> built, CancellationToken cancellationToken)
    {
        var wordings = new Dictionary<DateOnly, IReadOnlyDictionary<string, ReadTemplate>?>();
        foreach (var day in built.Select(b => b.Document.BillDate).Distinct())
            wordings[day] = await book.OfKindAsync(TemplateKind.StatementInsert, day, cancellationToken).ConfigureAwait(false) is { } version
                ? await book.ReadAsync(version.Id, TemplateKind.StatementInsert, cancellationToken).ConfigureAwait(false)
                : null;
        if (wordings.Values.All(w => w is null))
            return built;
        var town = await profiles.GetAsync(cancellationToken).ConfigureAwait(false);
        var (english, spanish) = (TemplateValues.Words(catalog, "en"), TemplateValues.Words(catalog, "es"));
        return [.. built.Select(b => wordings[b.Document.BillDate] is { } wording ? With(b, wording) : b)];

        BuiltStatement With(BuiltStatement statement, IReadOnlyDictionary<string, ReadTemplate> wording)
        {
            var bill = statement.Document;
            string Words(string language, BillWording words) => wording[language].Fill(language, TemplateValues.Of(bill, RecipientKind.Payer, town, bill.BillDate, words)).Body.ReplaceLineEndings(" ");
            var text = new BillText(Words("en", english), Words("es", spanish));
            return text.English.Length == 0 ? statement : statement with { Document = bill with { Messages = [.. bill.Messages, text.Spanish is { Length: > 0 } ? text : new BillText(text.English)] } };
        }
    }
}
