using System.Globalization;
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
public sealed record ScanLineField(ScanLineSource Source, int Width, string? Literal = null);

/// <summary>How a town's scan line is built. Each town agrees it with its bank, so it is data: fields in order and what stands between them.</summary>
public sealed record ScanLineLayout(IReadOnlyList<ScanLineField> Fields, string Separator = " ")
{
    /// <summary>Account, amount, due date, check digit: what a town starts with until its bank asks for something else.</summary>
    public static ScanLineLayout Default { get; } = new(
    [
        new(ScanLineSource.AccountNumber, 12),
        new(ScanLineSource.AmountDueCents, 9),
        new(ScanLineSource.DueDate, 6),
        new(ScanLineSource.CheckDigit, 1),
    ]);

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
                ScanLineSource.CheckDigit => CheckDigit(string.Concat(fields)).ToString(CultureInfo.InvariantCulture),
                _ => throw new InvalidOperationException($"Scan line source {field.Source} is unknown."),
            };
            if (content.Length > field.Width)
                throw new BusinessException(BillingErrorCodes.BillDocument.ScanFieldTooLong)
                    .WithData("Bill", billNumber).WithData("Field", field.Source).WithData("Content", content).WithData("Width", field.Width);
            fields.Add(content.PadLeft(field.Width, '0'));
        }
        return string.Join(Separator, fields);
    }

    /// <summary>
    /// The check digit mod 10 (Luhn) that makes the digits and itself a valid number: from the right every second digit is doubled, the digits of the products are added
    /// up, and the check digit fills the sum to a multiple of ten. Signs other than digits do not count.
    /// </summary>
    public static int CheckDigit(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        var sum = 0;
        var doubled = true;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(digits[i]))
                continue;
            var value = (digits[i] - '0') * (doubled ? 2 : 1);
            sum += value > 9 ? value - 9 : value;
            doubled = !doubled;
        }
        return (10 - sum % 10) % 10;
    }

    private static string Digits(string number) => string.Concat(number.Where(char.IsAsciiDigit));
}
