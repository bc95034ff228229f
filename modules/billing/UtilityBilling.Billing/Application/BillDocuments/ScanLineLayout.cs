using System.Globalization;
using UtilityBilling.Billing.Mail;
using UtilityBilling.Errors;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>What a field of the scan line is filled with.</summary>
public enum ScanLineSource
{
    /// <summary>The text given with the field, such as the town's number at its bank.</summary>
    Literal,

    /// <summary>The account number's digits.</summary>
    AccountNumber,

    /// <summary>The bill number's digits.</summary>
    BillNumber,

    /// <summary>The amount due in cents; zero for a bill in credit.</summary>
    AmountDueCents,

    /// <summary>The due date as YYMMDD.</summary>
    DueDate,

    /// <summary>The check digit over all digits before it.</summary>
    CheckDigit,
}

/// <summary>One field: its content, padded with zeros on the left to <paramref name="Width"/> digits.</summary>
public sealed record ScanLineField(ScanLineSource Source, int Width, string? Literal = null)
{
    /// <summary>How a check digit is worked out.</summary>
    public CheckDigitKind Check { get; init; }
}

/// <summary>How a town's scan line is built. Each town agrees it with its bank, so it is data: fields in order and what stands between them.</summary>
public sealed record ScanLineLayout(IReadOnlyList<ScanLineField> Fields, string Separator = " ")
{
    private const int LongestLine = 80;

    /// <summary>Account, amount, due date, check digit: what a town starts with until its bank asks for something else.</summary>
    public static ScanLineLayout Default { get; } = Read(BillingSettings.DefaultScanLine);

    /// <summary>
    /// Reads a layout as it stands in the town's settings: fields with blanks between them, each <c>name:width</c>. The names are <c>account</c>, <c>bill</c>, <c>cents</c>,
    /// <c>due</c>, <c>text=77</c>, and the check digits <c>luhn</c>, <c>doubleadddouble</c>, <c>weights731</c>, <c>mod11</c> and <c>mod97</c>.
    /// </summary>
    public static ScanLineLayout Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => Field(part, text)).ToList();
        return fields.Count > 0 && fields.Sum(f => f.Width) + fields.Count - 1 <= LongestLine ? new ScanLineLayout(fields) : throw Unreadable(text, text);
    }

    /// <summary>The line for one bill. A number that does not fit its field is refused: cut off, it would credit somebody else.</summary>
    public string Build(string accountNumber, string billNumber, decimal amountDue, DateOnly dueDate)
    {
        var fields = new List<string>(Fields.Count);
        foreach (var field in Fields)
        {
            var content = field.Source switch
            {
                ScanLineSource.Literal => field.Literal ?? "",
                ScanLineSource.AccountNumber => Digits(accountNumber),
                ScanLineSource.BillNumber => Digits(billNumber),
                ScanLineSource.AmountDueCents => decimal.ToInt64(Math.Max(0, amountDue) * 100).ToString(CultureInfo.InvariantCulture),
                ScanLineSource.DueDate => dueDate.ToString("yyMMdd", CultureInfo.InvariantCulture),
                ScanLineSource.CheckDigit => CheckDigits.Of(field.Check, string.Concat(fields)),
                _ => throw new InvalidOperationException($"Scan line source {field.Source} is unknown."),
            };
            if (content.Length > field.Width)
                throw new BusinessException(BillingErrorCodes.BillDocument.ScanFieldTooLong)
                    .WithData("Bill", billNumber).WithData("Field", field.Source).WithData("Content", content).WithData("Width", field.Width);
            fields.Add(content.PadLeft(field.Width, '0'));
        }
        return string.Join(Separator, fields);
    }

    private static ScanLineField Field(string part, string text)
    {
        var colon = part.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var width) || width is < 1 or > 20)
            throw Unreadable(part, text);
        var name = part[..colon];
        if (name.StartsWith("text=", StringComparison.Ordinal) && name.Length > 5)
            return new ScanLineField(ScanLineSource.Literal, width, name[5..]);
        return name switch
        {
            "account" => new ScanLineField(ScanLineSource.AccountNumber, width),
            "bill" => new ScanLineField(ScanLineSource.BillNumber, width),
            "cents" => new ScanLineField(ScanLineSource.AmountDueCents, width),
            "due" => new ScanLineField(ScanLineSource.DueDate, width),
            _ when Enum.TryParse<CheckDigitKind>(name, ignoreCase: true, out var check) && !char.IsAsciiDigit(name[0]) => new ScanLineField(ScanLineSource.CheckDigit, width) { Check = check },
            _ => throw Unreadable(part, text),
        };
    }

    private static BusinessException Unreadable(string part, string text) => new BusinessException(BillingErrorCodes.BillDocument.ScanLineUnreadable).WithData("Part", part).WithData("Layout", text);

    private static string Digits(string number) => string.Concat(number.Where(char.IsAsciiDigit));
}
