using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.Tariffs;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.Billing.Pages.Billing.Tariffs;

/// <summary>The figures of a new ordinance typed into a copy of the old document, which then is a draft like any other.</summary>
[Authorize(BillingPermissions.Tariffs.Edit)]
public sealed class ReviseModel(ITariffAppService tariffs, IStringLocalizer texts) : PageModel
{
    private const decimal Largest = 1_000_000_000m;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public RevisionInput Input { get; set; } = new();

    public TariffVersionDetailDto Tariff { get; private set; } = null!;

    public IReadOnlyList<TariffPriceRow> Rows { get; private set; } = [];

    public IReadOnlyList<TariffProblemDto> Problems { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Input.Figures = [.. Rows.Select(Shown)];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        Check();
        if (!ModelState.IsValid)
            return this.Invalid();
        var revised = TariffRevision.Apply(
            Tariff.Document, Input.Name!.Trim(), Input.Ordinance!.Trim(), Input.Effective!.Value, texts["Billing:Revise.Note", Tariff.Version.Name],
            Rows.Select((row, i) => (Place: new TariffFigurePlace(row.Service, row.Component, row.Key), Figure: Figure(Input.Figures[i])!.Value)).ToDictionary(f => f.Place, f => f.Figure));
        Problems = tariffs.Validate(revised);
        if (Problems.Count > 0)
            return this.Invalid();
        var draft = await tariffs.ImportAsync(revised, HttpContext.RequestAborted);
        this.Alerts().Success(texts["Billing:Change.Created", Input.Name!]);
        return this.GoTo($"/Billing/Tariffs/Compare?a={Id}&b={draft}");
    }

    private async Task LoadAsync()
    {
        Tariff = await tariffs.GetAsync(Id, HttpContext.RequestAborted);
        Rows = [.. new TariffPrices(TariffSheet.Read(Tariff.Document), new TariffWording(texts)).Rows()];
    }

    /// <summary>A figure as it is written on the sheet, without thousands' commas.</summary>
    private static string Shown(TariffPriceRow row) => row.Amount.ToString(row.IsPercent || row.Kind == TariffFigureKind.Included ? "0.######" : "0.00####", CultureInfo.InvariantCulture);

    /// <summary>What was typed as a figure; nothing where it is none.</summary>
    private static decimal? Figure(string? typed) =>
        decimal.TryParse(typed, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var figure) && figure <= Largest ? figure : null;

    private void Check()
    {
        if (Input.Effective <= Tariff.Version.EffectiveFrom)
            ModelState.AddModelError("Input.Effective", texts["Billing:Change.EffectiveWrong", TariffWording.Day(Tariff.Version.EffectiveFrom)]);
        if (Input.Name == Tariff.Version.Name)
            ModelState.AddModelError("Input.Name", texts["Billing:Change.NameMissing"]);
        // A form of another version, or one that lost a box, must never move figures to other places.
        if (Input.Figures.Count != Rows.Count)
            ModelState.AddModelError("", texts["Billing:Revise.OtherForm"]);
        for (var i = 0; i < Input.Figures.Count; i++)
            if (Figure(Input.Figures[i]) is null)
                ModelState.AddModelError($"Input.Figures[{i}]", texts["Billing:Revise.FigureWrong", i < Rows.Count ? $"{Rows[i].Charge} {Rows[i].For}".Trim() : ""]);
    }

    public sealed class RevisionInput
    {
        [Required, StringLength(60), Display(Name = "Billing:Change.Name")]
        public string? Name { get; set; }

        [Required, StringLength(200), Display(Name = "Billing:Field.Ordinance")]
        public string? Ordinance { get; set; }

        [Required, Display(Name = "Billing:Field.EffectiveFrom")]
        public DateOnly? Effective { get; set; }

        /// <summary>In the order of the document's figures, as typed: a list of numbers would end at the first that is none.</summary>
        public List<string?> Figures { get; set; } = [];
    }
}
