//! `nearsite rates` held to its specification by readers written apart from it: slow, whole files
//! in memory, rule by rule.

mod agreement;
mod bad_files;
mod conservation;
mod decimal;
mod extraction;
mod pack;
mod pairs;
mod public_files;
mod random_amount;
mod random_hospital;
mod random_payer;
mod random_table;
mod row;
mod sketch;
mod slow_checks;
mod slow_codes;
mod slow_hospital;
mod slow_payer;
mod slow_table;
mod typed_words;
mod wanted;
