using Microsoft.Extensions.Localization;
using UtilityBilling.Localization;

namespace UtilityBilling.Platform.Pages;

/// <summary>Names and failures of jobs in words; what has no text of its own is shown as it is.</summary>
public static class JobTexts
{
    public static string Name(string type, IStringLocalizer texts) => texts.Word($"JobType:{type}", type);

    public static string Error(string error, IStringLocalizer texts) => texts.Word(error, error);
}
