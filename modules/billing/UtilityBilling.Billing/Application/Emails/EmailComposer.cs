using System.Net;
using System.Text;
using MimeKit;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Customers;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Emails;

/// <summary>Makes the message of a piece from its frozen statement: a short text, the same as a page, and the statement as PDF.</summary>
internal sealed class EmailComposer(BulkWriter database, IBillDocumentRenderer renderer, ITownProfileProvider profiles, TemplateBook book, LocalizationCatalog catalog, IClock clock)
{
    public async Task<MimeMessage> ComposeAsync(ClaimedEmail email, EmailServer server, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var row = (await database.QueryAsync(
            """
            select d.content, d.frozen_at, p.kind, p.address_lines, p.zip, p.language, p.name
            from billing.statement_documents d join billing.statement_pieces p on p.tenant_id = d.tenant_id and p.statement_id = d.statement_id
            where d.statement_id = $1 and p.piece = $2
            """,
            [Arg.Of(email.StatementId), Arg.Of(email.Piece)],
            r => (Content: r.GetString(0), FrozenAt: r.GetFieldValue<DateTimeOffset>(1), Name: r.GetString(6),
                Piece: new PieceToPrint(Enum.Parse<RecipientKind>(r.GetString(2)), r.GetFieldValue<string[]>(3), r.IsDBNull(4) ? null : r.GetString(4), r.GetString(5), null)),
            cancellationToken).ConfigureAwait(false))[0];
        var document = StatementContent.For(StatementContent.Read(row.Content), row.Piece);
        var town = await profiles.GetAsync(cancellationToken).ConfigureAwait(false);
        var file = await PdfAsync(document, row.FrozenAt, cancellationToken).ConfigureAwait(false);

        var message = Envelope(server, town.Name, new MailboxAddress(row.Name, email.Address), email.MessageId, at);
        var languages = document.Language switch { BillLanguage.Spanish => (BillLanguage[])[BillLanguage.Spanish], BillLanguage.Both => [BillLanguage.English, BillLanguage.Spanish], _ => [BillLanguage.English] };
        var wording = email.TemplateVersionId is { } version ? await book.ReadAsync(version, TemplateKind.StatementEmail, cancellationToken).ConfigureAwait(false) : null;
        var parts = languages.Select(l => wording is null
            ? EmailBody.Of(new BillWording(catalog, l), document, town, row.Piece.Kind)
            : EmailBody.Of(wording, new BillWording(catalog, l), document, town, row.Piece.Kind, clock.Today)).ToList();
        message.Subject = parts[0].Subject;
        var body = new BodyBuilder { TextBody = string.Join("\n\n----\n\n", parts.Select(p => p.Text)), HtmlBody = EmailBody.Page(parts) };
        body.Attachments.Add($"statement-{document.BillNumber}.pdf", file, new ContentType("application", "pdf"));
        message.Body = body.ToMessageBody();
        return message;
    }

    /// <summary>A message with its heads, no body yet. What goes wrong comes back to the bounce address, which the envelope names.</summary>
    public static MimeMessage Envelope(EmailServer server, string townName, MailboxAddress to, string messageId, DateTimeOffset at)
    {
        var message = new MimeMessage { MessageId = messageId, Date = at };
        message.From.Add(new MailboxAddress(Encoding.UTF8, townName, server.FromAddress));
        if (server.ReplyTo is not null)
            message.ReplyTo.Add(MailboxAddress.Parse(server.ReplyTo));
        message.To.Add(to);
        // No automatic answer is wanted (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    private async Task<byte[]> PdfAsync(BillDocument document, DateTimeOffset madeAt, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        var options = new PrintFileOptions($"{document.Town.Name} {document.BillNumber}", madeAt) { BasicLetters = StatementContent.HasBasicLetters(document) };
        await renderer.RenderAsync(file, new[] { document }.ToAsyncEnumerable(), options, cancellationToken).ConfigureAwait(false);
        return file.ToArray();
    }
}

/// <summary>The words of a statement's message in one language.</summary>
internal sealed record EmailBody(string Subject, IReadOnlyList<string> Paragraphs, string Language)
{
    public string Text => string.Join("\n\n", Paragraphs);

    public static EmailBody Of(BillWording words, BillDocument document, TownProfile town, RecipientKind kind)
    {
        var due = words.Date(document.DueDate);
        var amount = BillWording.Money(document.Figures.AmountDue);
        List<string> paragraphs =
        [
            words[kind == RecipientKind.Payer ? "Billing:Email.Body.Greeting" : "Billing:Email.Body.CopyGreeting"],
            words.Sentence("Billing:Email.Body.Attached", document.AccountNumber, document.BillNumber, words.Place(document)),
            document.Autopay is not null ? words.Sentence("Billing:Email.Body.Draft", amount, words.Date(document.Autopay.DraftDate))
                : document.MustPay ? words.Sentence("Billing:Email.Body.Due", amount, due) : words.Sentence("Billing:Email.Body.NothingDue", amount),
            words.Sentence("Billing:Email.Body.Questions", town.Phone),
            string.Join(", ", (string[])[town.Name, .. town.AddressLines]),
        ];
        return new EmailBody(words.Sentence("Billing:Email.Body.Subject", town.Name, document.BillNumber, amount, due), paragraphs, words.Language == BillLanguage.Spanish ? "es" : "en");
    }

    /// <summary>The town's own words (M11), filled in for the statement.</summary>
    public static EmailBody Of(IReadOnlyDictionary<string, ReadTemplate> wording, BillWording words, BillDocument document, TownProfile town, RecipientKind kind, DateOnly day)
    {
        var language = words.Language == BillLanguage.Spanish ? "es" : "en";
        var text = wording[language].Fill(language, TemplateValues.Of(document, kind, town, day, words));
        return new EmailBody(text.Subject, [.. TextBlock.Of(text.Body).Select(b => (b.Kind == TextBlockKind.Item ? "• " : "") + string.Join('\n', b.Lines))], language);
    }

    public static string Page(IReadOnlyList<EmailBody> parts)
    {
        var html = new StringBuilder("<!doctype html><html lang=\"").Append(parts[0].Language).Append("\"><head><meta charset=\"utf-8\"><title>").Append(WebUtility.HtmlEncode(parts[0].Subject)).Append("</title></head><body>");
        foreach (var part in parts)
        {
            html.Append("<div lang=\"").Append(part.Language).Append("\">");
            foreach (var paragraph in part.Paragraphs)
                html.Append("<p>").Append(WebUtility.HtmlEncode(paragraph).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</p>");
            html.Append("</div>");
        }
        return html.Append("</body></html>").ToString();
    }
}
